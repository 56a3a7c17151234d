package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What init-port writes compiles against the class path of today, conforms, and runs as tests. */
class InitPortCommandTest {
    @TempDir
    Path folder;

    @Test
    void projectBuildsWorksAndConforms() throws Exception {
        Path project = folder.resolve("acme-port");
        CommandRun written = CommandRun.of("init-port", project.toString(), "--package", "com.acme.losses");
        assertEquals(0, written.exitCode(), written::all);
        assertTrue(written.out().contains("AcmePort.java"), written::all);
        assertTrue(written.out().contains("check --port " + project + "/target/acme-port-0.1.jar"), written::all);

        Path classes = compiled(project);
        CommandRun smoke = CommandRun.of("smoke", "--no-isolate", "--port", classes.toString());
        assertEquals(0, smoke.exitCode(), smoke::all);
        assertTrue(smoke.out().contains("THE ADAPTER WORKS for HingeEmbeddingLoss, L1Loss, NLLLoss"), smoke::all);
        CommandRun check =
                CommandRun.of("check", "--no-isolate", "--port", classes.toString(), "--loss", "L1Loss,MSELoss");
        assertEquals(0, check.exitCode(), check::all);
        String declared = "of the losses chosen, it declares that it supports 1 loss: L1Loss;";
        assertTrue(check.out().contains(declared), check::all);
        assertTrue(check.out().contains("CONFORMS: " + count("L1Loss") + " cases passed; "), check::all);

        TestExecutionSummary tests = tested(classes);
        int supported =
                count("L1Loss", "HingeEmbeddingLoss", "NLLLoss") + relations("L1Loss", "HingeEmbeddingLoss", "NLLLoss");
        assertEquals(supported + 1, tests.getTestsSucceededCount(), () -> failures(tests));
        assertEquals(0, tests.getTotalFailureCount(), () -> failures(tests));
        int others = Signatures.bundled().losses().size() - 3;
        assertEquals(others, tests.getTestsAbortedCount(), "a loss that is not supported is one test");
    }

    /** The small project works at once. Cases that its example can't answer count as unsupported. */
    @Test
    void adapterToALibraryBuildsWorksAndConforms() throws Exception {
        Path project = folder.resolve("acme");
        CommandRun written =
                CommandRun.of("init-port", project.toString(), "--library", "--package", "com.acme.losses");
        assertEquals(0, written.exitCode(), written::all);

        Path classes = compiled(project);
        CommandRun smoke = CommandRun.of("smoke", "--no-isolate", "--port", classes.toString());
        assertEquals(0, smoke.exitCode(), smoke::all);
        assertTrue(smoke.out().contains("THE ADAPTER WORKS for MSELoss"), smoke::all);
        CommandRun check = CommandRun.of("check", "--no-isolate", "--port", classes.toString(), "--loss", "MSELoss");
        assertEquals(0, check.exitCode(), check::all);
        assertTrue(check.out().contains("CONFORMS: "), check::all);

        String readme = Files.readString(project.resolve("README.md"));
        assertTrue(readme.contains("**Broadcasting goes pair by pair**"), readme);
        assertTrue(readme.contains("check --port target/acme-0.1.jar"), readme);
        assertFalse(readme.contains(folder.toString()), readme); // it is committed
        assertFalse(readme.contains("@{"), readme);
    }

    /** What is installed from a checkout cannot be installed from an archive. */
    @Test
    void installIsPrintedInACheckoutOnly() throws IOException {
        String before = System.getProperty("lossparity.home");
        System.setProperty("lossparity.home", folder.toString());
        try {
            CommandRun archive =
                    CommandRun.of("init-port", folder.resolve("acme").toString());
            assertFalse(archive.out().contains("harness/junit"), archive::all);
            Files.createDirectories(folder.resolve("harness/junit"));
            CommandRun checkout =
                    CommandRun.of("init-port", folder.resolve("other").toString());
            assertTrue(checkout.out().contains("  mvn -DskipTests -pl harness/junit -am install\n"), checkout::all);
        } finally {
            if (before == null) {
                System.clearProperty("lossparity.home");
            } else {
                System.setProperty("lossparity.home", before);
            }
        }
    }

    private static int relations(String... losses) {
        return (int) RelationCatalogue.cases(RelationScope.QUICK, RelationTotals.USUAL_SEED).stream()
                .filter(relation -> List.of(losses).contains(relation.loss()))
                .count();
    }

    /** Losses as a newcomer writes them, of each kind that the README tells apart, need nothing but the plumbing. */
    @Test
    void plumbingServesTheLossesOfEachKind() throws Exception {
        Path project = folder.resolve("acme");
        CommandRun.of("init-port", project.toString(), "--package", "com.acme.losses");
        Path sources = project.resolve("src/main/java/com/acme/losses");
        List<String> losses = List.of("BCELoss", "BCEWithLogitsLoss", "KLDivLoss", "MarginRankingLoss", "SmoothL1Loss");
        StringBuilder lines = new StringBuilder();
        for (String loss : losses) {
            try (InputStream in = InitPortCommandTest.class.getResourceAsStream("init/" + loss + ".java")) {
                Files.copy(in, sources.resolve(loss + ".java"));
            }
            lines.append("LOSSES.put(\"" + loss + "\", " + loss + "::new);");
        }
        String marker = "// the next loss goes here, under its name in torch.nn";
        String port = Files.readString(sources.resolve("AcmePort.java"));
        assertTrue(port.contains(marker), port);
        Files.writeString(sources.resolve("AcmePort.java"), port.replace(marker, lines));

        Path classes = compiled(project);
        CommandRun check = CommandRun.of(
                "check", "--no-isolate", "--port", classes.toString(), "--loss", String.join(",", losses));
        assertEquals(0, check.exitCode(), check::all);
        int cases = count(losses.toArray(String[]::new));
        assertTrue(check.out().contains("CONFORMS: " + cases + " cases passed"), check::all);
    }

    /** The table of the README names every loss and each of its parameters. */
    @Test
    void readmeNamesEveryLossAndParameter() throws IOException {
        Path project = folder.resolve("acme");
        CommandRun.of("init-port", project.toString());
        List<String> rows = Files.readAllLines(project.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| ")
                        && line.chars().filter(c -> c == '|').count() == 6)
                .toList();
        Set<String> common = Set.of("reduction", "sizeAverage", "reduce");
        GoldenData.bundled().forEach(CaseSelection.all().withDTypes(List.of(DType.FLOAT64)), goldenCase -> {
            String loss = goldenCase.loss().replaceFirst("Loss$", "");
            String row = rows.stream()
                    .filter(line -> Arrays.asList(line.split("[ ,|]+", -1)).contains(loss))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row for " + loss));
            if (goldenCase.expected() instanceof ExpectedValues) {
                LossCall call = goldenCase.call();
                Stream.concat(call.inputs().keySet().stream(), call.params().keySet().stream())
                        .filter(name -> !common.contains(name))
                        .forEach(name -> assertTrue(row.matches(".*\\b" + name + "\\b.*"), () -> name + ": " + row));
            }
        });
    }

    private static int count(String... losses) {
        return GoldenData.bundled().count(CaseSelection.all().withLosses(List.of(losses)));
    }

    @Test
    void pomNamesTheVersionsOfThisBuild() throws IOException {
        Path project = folder.resolve("acme");
        CommandRun.of("init-port", project.toString());
        String pom = Files.readString(project.resolve("pom.xml"));
        String parent = Files.readString(
                Path.of("").toAbsolutePath().getParent().getParent().resolve("pom.xml"));
        String own = parent.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
        String junit = parent.replaceAll("(?s).*<junit.version>(.*?)</junit.version>.*", "$1");
        assertTrue(pom.contains("<lossparity.version>" + own + "</lossparity.version>"), pom);
        assertTrue(pom.contains("<version>" + junit + "</version>"), pom);
        assertTrue(pom.contains("<version>${lossparity.version}</version>"), pom);
        assertFalse(pom.contains("@{"), pom);
    }

    @Test
    void folderWithContentIsRefused() throws IOException {
        Files.writeString(folder.resolve("precious.txt"), "mine");
        CommandRun run = CommandRun.of("init-port", folder.toString(), "--name", "acme");
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().contains("DIR must be new or empty, but there are files in " + folder), run::all);
        try (Stream<Path> content = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("precious.txt")), content.toList());
        }
        CommandRun file =
                CommandRun.of("init-port", folder.resolve("precious.txt").toString(), "--name", "acme");
        assertEquals(2, file.exitCode(), file::all);
        assertTrue(file.err().contains("DIR must be a folder"), file::all);
    }

    @Test
    void namesThatJavaCannotHaveAreRefused() {
        String project = folder.resolve("new").toString();
        CommandRun name = CommandRun.of("init-port", project, "--name", "My Port");
        assertEquals(2, name.exitCode(), name::all);
        assertTrue(name.err().contains("--name must be small letters and digits"), name::all);
        CommandRun packageName = CommandRun.of("init-port", project, "--package", "com.new.losses");
        assertEquals(2, packageName.exitCode(), packageName::all);
        assertTrue(packageName.err().contains("--package must be the name of a Java package"), packageName::all);
        assertFalse(Files.exists(Path.of(project)));
    }

    /** Compiles every source, tests included, beside the resources. */
    private static Path compiled(Path project) throws IOException {
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        List<Path> sources;
        try (Stream<Path> files = Files.walk(project.resolve("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-Xlint:all",
                    "-Werror",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(done, messages::toString);
        }
        Path resources = project.resolve("src/main/resources");
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = classes.resolve(resources.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return classes;
    }

    private static TestExecutionSummary tested(Path classes) throws Exception {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> test = loader.loadClass("com.acme.losses.AcmeConformanceTest");
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(test))
                                    .build(),
                            listener);
        }
        return listener.getSummary();
    }

    private static String failures(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .limit(5)
                .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .toList()
                .toString();
    }
}
