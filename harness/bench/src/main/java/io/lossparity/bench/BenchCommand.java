package io.lossparity.bench;

import io.lossparity.bench.Measurement.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the speed of our losses beside PyTorch's. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures our losses and PyTorch's: value and gradient of the mean, on the same tensors, with one thread.",
            "All take turns, round by round. The table has the medians, and after ± half of the quartiles' distance."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity bench --against torch,copy --python python3.7",
            "  lossparity bench --against copy --loss L1Loss --growth"
        })
public final class BenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "NAME",
            description = "What is compared with ours: torch (PyTorch 1.4.0 as users run it, and under the golden"
                    + " settings), libtorch (2.13, if its port is built), copy (copies the arguments once); or ours in"
                    + " a variant: words of fast (arithmetic), vector (API), into (given arrays) and jdk=HOME, joined"
                    + " by +.")
    private List<String> against = List.of("torch");

    @Option(
            names = "--ours",
            paramLabel = "VARIANT",
            description = "Compares with a variant of ours, as in jdk=HOME+fast+vector.")
    private String ours;

    @Option(names = "--loss", split = ",", paramLabel = "NAME", description = "Only these losses.")
    private List<String> losses = List.of();

    @Option(names = "--row", paramLabel = "REGEX", description = "Only rows whose name matches, as in 'float32 64x'.")
    private String pattern = "";

    @Option(names = "--growth", description = "Measures 100 to 10 million elements of each loss instead.")
    private boolean growth;

    @Option(names = "--rounds", paramLabel = "N", description = "The number of rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(names = "--milliseconds", paramLabel = "N", description = "Of each round (default: ${DEFAULT-VALUE}).")
    private long milliseconds = 100;

    @Option(names = "--core", paramLabel = "N", description = "Pins all processes to this core, with taskset.")
    private Integer core;

    @Option(names = "--python", paramLabel = "FILE", description = "A Python with PyTorch 1.4.0 (default: python3).")
    private String python = "python3";

    @Option(names = "--java-option", paramLabel = "OPTION", description = "An option for the JVM of our losses.")
    private List<String> options = List.of();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes table.md there, too, and with --growth plot.svg: the times per element.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("lossparity-bench");
        List<Result> results = new ArrayList<>();
        List<Contender> contenders = contenders(Contender.script(folder));
        Map<String, String> versions = new LinkedHashMap<>();
        try (Measurement measurement = new Measurement(contenders, folder, rounds, milliseconds * 1_000_000, core)) {
            for (Row row : rows()) {
                results.add(measurement.measure(row));
                versions.putAll(measurement.versions());
                spec.commandLine().getErr().println(row.loss() + " " + row.dtype() + " " + row.size());
                spec.commandLine().getErr().flush();
            }
        } finally {
            delete(folder);
        }
        String first = contenders.get(0).name();
        List<String> others = contenders.stream().skip(1).map(Contender::name).toList();
        versions.put("machine", machine());
        String table = new Table(first, others, results).markdown(versions);
        out.print(table);
        out.flush();
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("table.md"), table);
            if (growth) {
                Files.writeString(output.resolve("plot.svg"), GrowthPlot.svg(first, others, results));
            }
        }
        return 0;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (growth) {
            Row.losses().stream()
                    .filter(loss -> losses.isEmpty() || losses.contains(loss))
                    .forEach(loss -> rows.addAll(Row.growth(loss)));
        } else {
            rows.addAll(Row.all());
        }
        return rows.stream()
                .filter(row -> losses.isEmpty() || losses.contains(row.loss()))
                .filter(row -> (row.loss() + " " + row.dtype() + " " + row.size()).matches(".*(" + pattern + ").*"))
                .toList();
    }

    private List<Contender> contenders(Path script) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
                ours == null
                        ? Contender.ours("ours", java, options, classPath, List.of())
                        : variant(ours, java, classPath, "--ours"));
        for (String name : against) {
            if (name.equals("torch")) {
                contenders.add(Contender.torch(python, script));
                contenders.add(Contender.golden(python, script));
            } else if (name.equals(Contender.LIBTORCH)) {
                contenders.add(Contender.libtorch(java, libtorch(), classPath));
            } else if (name.equals(Contender.FLOOR)) {
                contenders.add(Contender.ours(Contender.FLOOR, java, List.of(), classPath, List.of(Contender.FLOOR)));
            } else {
                contenders.add(variant(name, java, classPath, "--against"));
            }
        }
        return contenders;
    }

    private Contender variant(String name, String java, String classPath, String option) {
        Contender variant = Contender.variant(name, java, options, classPath);
        if (variant == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    option
                            + ": one of torch, libtorch, copy, or of fast, vector, into and jdk=HOME, joined by +, but was "
                            + name);
        }
        return variant;
    }

    private Path libtorch() {
        Path port = Path.of(System.getProperty("lossparity.home", "."), "harness", "ports", "libtorch");
        if (!Files.isDirectory(port.resolve("target/lib"))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--against libtorch: build it first: mvn -P third-party -pl harness/ports/libtorch -am package"
                            + " -DskipTests");
        }
        return port;
    }

    private static String machine() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        String processor = Files.exists(info)
                ? Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .orElse("unknown processor")
                : "unknown processor";
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
