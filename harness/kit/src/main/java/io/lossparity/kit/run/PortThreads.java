package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The threads on which a port runs, and those that it starts; all are daemons. */
final class PortThreads {
    private final ThreadGroup group = new ThreadGroup("port");
    private final Set<Thread> own = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** Makes a thread for the port to run on; those that the port starts inherit its group. */
    Thread make(Runnable task, String name) {
        Thread thread = new Thread(group, task, name);
        thread.setDaemon(true);
        own.add(thread);
        return thread;
    }

    /** Returns the names of the living threads that the port has started itself. */
    List<String> left() {
        Thread[] living = new Thread[group.activeCount() * 2 + 8];
        int count = group.enumerate(living);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!own.contains(living[i])) {
                names.add(ForeignText.line(living[i].getName(), ForeignText.NAME));
            }
        }
        Collections.sort(names);
        return names;
    }

    /** Runs a task with the given class loader as the thread's context class loader. */
    static <T> T withLoader(ClassLoader loader, Supplier<T> task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return task.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
