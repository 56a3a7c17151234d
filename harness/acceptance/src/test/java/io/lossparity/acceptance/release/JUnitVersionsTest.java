package io.lossparity.acceptance.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the project that {@code init-port} writes with other versions of JUnit, from the release and without a clone. The
 * profile {@code junit-matrix} tries every minor version.
 */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class JUnitVersionsTest {
    /** The last of them is the one that the kit is compiled against. */
    private static final String WRITTEN = System.getProperty("lossparity.junit");

    @TempDir
    static Path folder;

    private static Path project;

    @BeforeAll
    static void writeProject() throws Exception {
        project = folder.resolve("acme");
        String launcher = Release.shared().archive().resolve("bin/lossparity").toString();
        Output written = run(List.of(launcher, "init-port", project.toString(), "--package", "com.acme"), folder);
        assertEquals(0, written.exitCode(), written.text());
    }

    static Stream<String> versions() {
        return Arrays.stream(System.getProperty("lossparity.junit.versions").split(","));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theCasesAreTests(String version) throws Exception {
        Output output = test(version);
        assertEquals(0, output.exitCode(), output.text());
        assertTrue(output.text().matches("(?s).*Tests run: [0-9]{3,}, Failures: 0, Errors: 0.*"), output.text());
    }

    @Test
    void anOlderJUnitFailsWithASentence() throws Exception {
        Output output = test("5.9.3");
        assertEquals(1, output.exitCode(), output.text());
        assertTrue(
                output.text().contains("LossParity needs JUnit 5.10 or newer, but runs on JUnit Platform 1.9.3"),
                output.text());
    }

    private static Output test(String version) throws Exception {
        Path pom = project.resolve("pom.xml");
        Path tried = project.resolve("junit-" + version + ".xml");
        String written = Files.readString(pom);
        assertTrue(written.contains("<version>" + WRITTEN + "</version>"), written);
        Files.writeString(
                tried,
                written.replace("<version>" + WRITTEN + "</version>", "<version>" + version + "</version>")
                        .replace("</project>", repositories() + "</project>"));
        return run(
                List.of(
                        "mvn",
                        "-B",
                        "-ntp",
                        "-Dstyle.color=never",
                        "-Dmaven.repo.local=" + folder.resolve("repository"), // nothing of the release stays behind
                        "-f",
                        tried.toString(),
                        "-Dlossparity.loss=L1Loss",
                        "-Dlossparity.dtype=float64",
                        "clean",
                        "test"),
                project);
    }

    /** The release, and before Maven's central repository what this build has already loaded. */
    private static String repositories() throws Exception {
        String loaded =
                Path.of(System.getProperty("lossparity.repository")).toUri().toString();
        return "<repositories>" + repository("repository", "loaded", loaded)
                + repository(
                        "repository",
                        "release",
                        Release.shared().repository().toUri().toString())
                + "</repositories><pluginRepositories>" + repository("pluginRepository", "loaded", loaded)
                + "</pluginRepositories>";
    }

    private static String repository(String element, String id, String url) {
        return "<" + element + "><id>" + id + "</id><url>" + url + "</url></" + element + ">";
    }

    private record Output(int exitCode, String text) {}

    private static Output run(List<String> command, Path where) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".log");
        int code = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        return new Output(code, Files.readString(log));
    }
}
