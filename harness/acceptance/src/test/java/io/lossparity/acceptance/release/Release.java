package io.lossparity.acceptance.release;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A release into a folder, which the tests of this package share. */
final class Release {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private static final String SNAPSHOT = System.getProperty("lossparity.version");
    static final String VERSION = SNAPSHOT.replace("-SNAPSHOT", "");

    private static final Set<String> NOT_COPIED = Set.of("target", ".git");
    private static final String BUILT = "golden-data,impl,impl/vector,harness/bom,harness/junit,harness/cli";

    private static Release shared;

    final SigningKey key;
    private final Path folder;
    private final Path sources;

    private Release() throws Exception {
        key = SigningKey.generate();
        folder = Files.createTempDirectory("release");
        sources = copySources("a");
        mvn(sources, "deploy", "-DaltDeploymentRepository=test::" + repository().toUri());
    }

    /** Makes it when the first test asks for it. */
    static synchronized Release shared() throws Exception {
        if (shared == null) {
            shared = new Release();
        }
        return shared;
    }

    /** Returns the folder that stands for Maven Central. */
    Path repository() {
        return folder.resolve("repository");
    }

    /** Returns the folder of what was published. */
    Path published() {
        return repository().resolve("io/lossparity");
    }

    /** Returns a published file. */
    Path file(String module, String end) {
        String name = "lossparity-" + module;
        return published().resolve(name + "/" + VERSION + "/" + name + "-" + VERSION + end);
    }

    /** Returns the folder of the Javadoc with one index. */
    Path javadoc() {
        return sources.resolve("target/javadoc");
    }

    /** Returns the archive, unpacked. */
    Path archive() throws IOException, InterruptedException {
        Path target = sources.resolve("harness/cli/target");
        String name = "lossparity-" + VERSION;
        Process tar = new ProcessBuilder(
                        "tar", "xzf", target.resolve(name + ".tar.gz").toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertTrue(tar.waitFor() == 0, "tar could not unpack the archive");
        return folder.resolve(name);
    }

    /** Builds the same sources in another folder, and returns it. */
    Path buildElsewhere() throws IOException, InterruptedException {
        Path elsewhere = copySources("elsewhere/b");
        mvn(elsewhere, "package");
        return elsewhere;
    }

    /** Copies the sources, as a release: a snapshot's files would be named by the time. */
    private Path copySources(String name) throws IOException {
        Path to = folder.resolve(name);
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(from.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(ROOT.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(ROOT.relativize(from));
                if (from.endsWith("pom.xml")) {
                    Files.writeString(copy, Files.readString(from).replace(SNAPSHOT, VERSION));
                } else {
                    Files.copy(from, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private void mvn(Path sources, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-ntp", "-P", "release,!strict", "-Dmaven.test.skip=true", "-Dstyle.color=never"));
        command.add("-Dmaven.repo.local=" + System.getProperty("lossparity.repository"));
        command.addAll(List.of("-pl", BUILT, "-am"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, "mvn", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MAVEN_GPG_KEY", key.armored());
        builder.environment().put("MAVEN_GPG_PASSPHRASE", key.passphrase());
        Process maven = builder.start();
        boolean ended = maven.waitFor(15, TimeUnit.MINUTES);
        maven.destroyForcibly();
        List<String> lines = Files.readAllLines(log);
        assertTrue(
                ended && maven.exitValue() == 0,
                () -> String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 60), lines.size())));
    }
}
