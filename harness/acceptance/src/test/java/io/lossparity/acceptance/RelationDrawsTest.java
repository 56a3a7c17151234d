package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.relation.RelationScope;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * From an id the same inputs, incoming gradients and directions are drawn in any virtual machine. Each start gives the
 * sets and maps of {@code Set.of} and {@code Map.of} another order, which must not reach what is drawn.
 */
class RelationDrawsTest {
    private static final String COMMITTED = "relation-draws.txt";

    private static String committed() throws IOException {
        try (InputStream in = RelationDrawsTest.class.getResourceAsStream(COMMITTED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void drawsAreThoseThatAreCommitted() throws IOException {
        String drawn = RelationDraws.lines();
        Path fresh = Path.of("target", COMMITTED);
        Files.createDirectories(fresh.getParent());
        Files.writeString(fresh, drawn);
        assertEquals(
                committed(),
                drawn,
                "ids must keep what they draw; if it was meant to change, commit " + fresh
                        + " and say so in CHANGELOG");
    }

    @Test
    void everyLossAndKindOfRelationIsHeld() throws IOException {
        List<RelationCase> all = RelationCatalogue.cases(RelationScope.QUICK, 42);
        String held = committed()
                .lines()
                .map(line -> line.split("/", -1)[1] + " " + line.split("/", -1)[3])
                .sorted()
                .collect(Collectors.joining("\n"));
        assertEquals(
                all.stream()
                        .map(each -> each.loss() + " " + each.relation())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("\n")),
                held);
    }

    @RepeatedTest(3)
    void anotherVirtualMachineDrawsTheSame() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RelationDraws.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String drawn = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(drawn.lines().count() > 100, drawn);
        assertEquals(committed(), drawn);
    }
}
