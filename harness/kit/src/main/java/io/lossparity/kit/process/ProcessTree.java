package io.lossparity.kit.process;

import io.lossparity.kit.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A port's process, and all processes that it started, directly or indirectly.
 *
 * <p>When a process ends, the system forgets whose parent it was. So each port's process gets a mark in its
 * environment, which children inherit. On systems with {@code /proc}, such as Linux, children are found by the mark,
 * even in a session of their own, unless they clear their environment and their parent has ended. On other systems a
 * child is not found after its parent has ended.
 */
final class ProcessTree {
    private static final String MARK = "LOSSPARITY_PORT_PROCESS";
    private static final Path SYSTEM = Path.of("/proc");
    private static final int MOST_ROUNDS = 10;
    private static final long PAUSE_MILLIS = 50;

    private final Process root;
    private final byte[] mark;

    private ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Starts a command.
     *
     * @throws IOException if there is no such command
     */
    static ProcessTree start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        String mark = UUID.randomUUID().toString();
        builder.environment().put(MARK, mark);
        return new ProcessTree(builder.start(), MARK + "=" + mark);
    }

    /** Returns the process that was started itself. */
    Process root() {
        return root;
    }

    /** Ends all of them at once. */
    void kill() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Collection<ProcessHandle> others = others();
            root.destroyForcibly();
            if (others.isEmpty()) {
                return;
            }
            others.forEach(ProcessHandle::destroyForcibly);
            pause();
        }
    }

    /**
     * Ends the processes that a process left when it ended by itself.
     *
     * @return their names, without those that ended within a moment
     */
    List<String> killLeft() {
        Collection<ProcessHandle> left = others();
        for (int round = 0; round < MOST_ROUNDS && !left.isEmpty(); round++) {
            pause();
            left = others();
        }
        List<String> names = new ArrayList<>();
        for (ProcessHandle process : left) {
            String command = process.info().command().orElse("a process");
            names.add(ForeignText.line(command.substring(command.lastIndexOf('/') + 1), ForeignText.NAME));
        }
        kill();
        return names;
    }

    private Collection<ProcessHandle> others() {
        Map<Long, ProcessHandle> others = new LinkedHashMap<>();
        root.descendants().forEach(process -> others.put(process.pid(), process));
        if (Files.isDirectory(SYSTEM)) {
            ProcessHandle.allProcesses()
                    .filter(process -> isMarked(process.pid()))
                    .forEach(process -> others.put(process.pid(), process));
        }
        others.remove(root.pid());
        others.values().removeIf(process -> !process.isAlive());
        return others.values();
    }

    private boolean isMarked(long pid) {
        byte[] environment;
        try {
            environment = Files.readAllBytes(SYSTEM.resolve(pid + "/environ"));
        } catch (IOException e) {
            return false; // it has ended, or belongs to another user
        }
        for (int i = 0; i + mark.length <= environment.length; i++) {
            if (startsAt(environment, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsAt(byte[] environment, int start) {
        for (int i = 0; i < mark.length; i++) {
            if (environment[start + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
