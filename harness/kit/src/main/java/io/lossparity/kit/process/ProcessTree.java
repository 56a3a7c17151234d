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
 * A port's process, and all that it has started, directly or not.
 *
 * <p>The system forgets whose child a process was when its parent ends. So each gets a mark into its environment, which
 * children inherit: where there is a {@code /proc}, as on Linux, they are found by it, even in a session of their own. A
 * process that clears its environment and leaves its parent is not found; elsewhere none is that has left its parent.
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

    /** Ends them all at once. */
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
     * Ends those that are left of a process that has ended by itself.
     *
     * @return what they are called; those that end within a moment are not among them
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
            return false; // it has ended, or is somebody else's
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
