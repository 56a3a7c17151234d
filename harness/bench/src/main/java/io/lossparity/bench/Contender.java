package io.lossparity.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One column of the table, and how its worker is started.
 *
 * @param name the column's head
 * @param command the worker's command line
 * @param environment what its environment has besides ours
 * @param fresh whether each row gets a new process, whose compiler has seen nothing else
 */
record Contender(String name, List<String> command, Map<String, String> environment, boolean fresh) {
    static final String TORCH = "torch";
    static final String GOLDEN = "torch, golden settings";
    static final String LIBTORCH = "libtorch";
    static final String FLOOR = "copy";
    static final String INTO = "into";

    /** Returns our losses on a JDK, or what the worker measures instead. */
    static Contender ours(String name, String java, List<String> options, String classPath, List<String> modes) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options);
        // The compiler's thread must not wait for the core of the measurement.
        command.addAll(List.of("-XX:-BackgroundCompilation", "-XX:+UseSerialGC", "-Xmx2g"));
        command.addAll(List.of("-cp", classPath, OurWorker.class.getName()));
        command.addAll(modes);
        return new Contender(name, command, Map.of(), true);
    }

    /**
     * Returns our losses in a variant, given by words joined with +: {@code fast} is the fast arithmetic, {@code
     * vector} the Vector API, {@code into} given arrays, and {@code jdk=HOME} another JDK, which the column's head names
     * by its folder. Returns null for any other word.
     */
    static Contender variant(String name, String java, List<String> options, String classPath) {
        String chosen = java;
        List<String> all = new ArrayList<>(options);
        List<String> modes = new ArrayList<>();
        for (String word : name.split("\\+", -1)) {
            if (word.equals("fast")) {
                all.add("-Dlossparity.arithmetic=fast");
            } else if (word.equals("vector")) {
                all.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            } else if (word.equals(INTO)) {
                modes.add(INTO);
            } else if (word.startsWith("jdk=")) {
                chosen = word.substring(4) + "/bin/java";
            } else {
                return null;
            }
        }
        return ours(name.replaceAll("jdk=[^+]*?([^/+]+)/*(?=\\+|$)", "$1"), chosen, all, classPath, modes);
    }

    /** Returns libtorch 2; its worker is in the folder of its port after that is built. */
    static Contender libtorch(String java, Path port, String classPath) {
        String jars = port.resolve("target/classes") + File.pathSeparator + port.resolve("target/lib") + "/*";
        List<String> command = List.of(
                java,
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.logger=none",
                "-cp",
                jars + File.pathSeparator + classPath,
                "io.lossparity.ports.libtorch.LibtorchWorker");
        return new Contender(LIBTORCH, command, threads(), false);
    }

    /** Returns PyTorch 1.4.0 as users run it, with one thread. */
    static Contender torch(String python, Path script) {
        return new Contender(TORCH, List.of(python, script.toString()), threads(), false);
    }

    /** Returns PyTorch 1.4.0 under the settings of the golden data, which gives the same bits as ours. */
    static Contender golden(String python, Path script) {
        Map<String, String> environment = new HashMap<>(threads());
        environment.put("ATEN_CPU_CAPABILITY", "default");
        environment.put("MKL_CBWR", "COMPATIBLE");
        return new Contender(GOLDEN, List.of(python, script.toString()), environment, false);
    }

    private static Map<String, String> threads() {
        return Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");
    }

    /** Copies the Python worker to a folder, and returns its path. */
    static Path script(Path folder) throws IOException {
        Path script = folder.resolve("torch_worker.py");
        try (InputStream source = Contender.class.getResourceAsStream("torch_worker.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }

    /** Starts a worker, on one core if one was chosen. */
    WorkerProcess start(Integer core) throws IOException {
        List<String> pinned = new ArrayList<>();
        if (core != null) {
            pinned.addAll(List.of("taskset", "-c", core.toString()));
        }
        pinned.addAll(command);
        return new WorkerProcess(pinned, environment);
    }
}
