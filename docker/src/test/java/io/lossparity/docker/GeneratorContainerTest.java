package io.lossparity.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerStatus;
import org.testcontainers.utility.MountableFile;

/**
 * Builds the generator's images; runs its own checks and regenerates the golden data in them, without a network.
 *
 * <p>Skipped, with the reason, where no engine answers or the base image is not to be had; with
 * {@code LOSSPARITY_REQUIRE_DOCKER=true} in the environment, as in CI, that is a failure.
 */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class GeneratorContainerTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path DOCKERFILE = ROOT.resolve("docker/golden-generator.Dockerfile");
    private static final Path GENERATOR = ROOT.resolve("golden-generator");
    private static final Path GOLDEN_DATA = ROOT.resolve("golden-data");
    private static final String MOUNTED = "/data/golden-data";
    private static final Pattern BASE_IMAGE = Pattern.compile("(?m)^ARG BASE_IMAGE=(\\S+)$");

    @BeforeEach
    void requireEngineAndBaseImage() throws IOException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            absent("no Docker engine answers");
        }
        Matcher base = BASE_IMAGE.matcher(Files.readString(DOCKERFILE));
        assertTrue(base.find(), DOCKERFILE + " must name its base image");
        if (!canHave(base.group(1))) {
            absent("the base image " + base.group(1) + " is neither present nor can it be pulled");
        }
    }

    @Test
    void generatorPassesItsOwnChecks() {
        try (GenericContainer<?> checks = new GenericContainer<>(testsImage())) {
            checks.withCopyFileToContainer(
                    MountableFile.forHostPath(GOLDEN_DATA.resolve("schema"), 0755), "/opt/golden-data/schema");
            assertSucceeds(checks);
        }
    }

    @Test
    void regeneratedDataDifferInNoByte() throws IOException {
        try (GenericContainer<?> check = new GenericContainer<>(image("lossparity-golden-generator", "generator"))) {
            copyGoldenData(check);
            assertSucceeds(check.withCommand("check"));
        }
    }

    private static void assertSucceeds(GenericContainer<?> container) {
        container
                .withNetworkMode("none")
                .withStartupCheckStrategy(new Ended().withTimeout(Duration.ofMinutes(30)))
                .withLogConsumer(GeneratorContainerTest::show)
                .start();
        long exitCode = container.getCurrentContainerInfo().getState().getExitCodeLong();
        assertEquals(0, exitCode, () -> "the container says\n" + container.getLogs());
    }

    /** Fixed names, so that the engine keeps the layers: PyTorch is fetched once. */
    private static ImageFromDockerfile image(String name, String target) {
        return new ImageFromDockerfile(name, false)
                .withFileFromPath("Dockerfile", DOCKERFILE)
                .withFileFromPath("requirements.txt", GENERATOR.resolve("requirements.txt"))
                .withFileFromPath("src", GENERATOR.resolve("src"))
                .withTarget(target);
    }

    private static ImageFromDockerfile testsImage() {
        return image("lossparity-golden-generator-tests", "tests")
                .withFileFromPath("requirements-test.txt", GENERATOR.resolve("requirements-test.txt"))
                .withFileFromPath("pyproject.toml", GENERATOR.resolve("pyproject.toml"))
                .withFileFromPath("tests", GENERATOR.resolve("tests"));
    }

    private static void copyGoldenData(GenericContainer<?> container) throws IOException {
        copy(container, GOLDEN_DATA.resolve("manifest.json"));
        copy(container, GOLDEN_DATA.resolve("signatures.json"));
        try (Stream<Path> folders = Files.list(GOLDEN_DATA)) {
            List<Path> losses = folders.filter(folder -> Files.exists(folder.resolve("float32.json")))
                    .toList();
            assertTrue(!losses.isEmpty(), "no golden data in " + GOLDEN_DATA);
            for (Path loss : losses) {
                copy(container, loss);
            }
        }
    }

    private static void copy(GenericContainer<?> container, Path path) {
        MountableFile readable = MountableFile.forHostPath(path, 0755);
        container.withCopyFileToContainer(readable, MOUNTED + "/" + path.getFileName());
    }

    private static boolean canHave(String image) {
        DockerClient client = DockerClientFactory.lazyClient();
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException absent) {
            return canPull(client, image);
        }
    }

    private static boolean canPull(DockerClient client, String image) {
        try {
            client.pullImageCmd(image).start().awaitCompletion();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            System.err.println("pulling " + image + ": " + e.getMessage());
            return false;
        }
    }

    private static void absent(String reason) {
        if (Boolean.parseBoolean(System.getenv("LOSSPARITY_REQUIRE_DOCKER"))) {
            fail("LOSSPARITY_REQUIRE_DOCKER is set, but " + reason);
        }
        System.out.println("skipped: " + reason);
        abort("the generator is not run here: " + reason);
    }

    private static void show(OutputFrame frame) {
        String line = frame.getUtf8StringWithoutLineEnding();
        if (!line.isBlank()) {
            System.out.println("generator: " + line.strip());
        }
    }

    /** The container has done its work, whatever came of it: the exit code is the test's business. */
    private static final class Ended extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(DockerClient client, String containerId) {
            ContainerState state = getCurrentState(client, containerId);
            return DockerStatus.isContainerStopped(state) ? StartupStatus.SUCCESSFUL : StartupStatus.NOT_YET_KNOWN;
        }
    }
}
