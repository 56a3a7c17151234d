package io.lossparity.ports.lossparity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.process.PortServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Our port answers unsupported to every call of the page that lists what PyTorch answers and a typed call cannot say.
 *
 * <p>That PyTorch answers them is a test of the generator, {@code test_inexpressible.py}.
 */
class InexpressibleTest {
    private static final Path PAGE = Path.of("inexpressible.md");
    private static final String CALL = "{\"type\":\"call\",\"id\":";

    @Test
    void everyCallOfThePageIsUnsupported() throws IOException {
        List<String> calls = calls();
        List<String> replies = replies(calls);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (!replies.get(i).startsWith("{\"type\":\"unsupported\",\"id\":" + (i + 1) + ",")) {
                others.add(calls.get(i) + "\n  " + replies.get(i));
            }
        }
        assertEquals(List.of(), others);
    }

    @Test
    void everySectionThatListsCallsHasSomeAndTheyAreNumbered() throws IOException {
        List<String> calls = calls();
        for (int i = 0; i < calls.size(); i++) {
            assertTrue(calls.get(i).startsWith(CALL + (i + 1) + ","), calls.get(i));
        }
        String[] sections = Files.readString(PAGE).split("\n## ", -1);
        for (int i = 1; i < sections.length - 2; i++) {
            assertTrue(sections[i].contains("\n" + CALL), sections[i]);
        }
    }

    private static List<String> calls() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith(CALL))
                .toList();
    }

    /** Returns a reply per call, without those to hello and bye. */
    private static List<String> replies(List<String> calls) throws IOException {
        List<String> questions = new ArrayList<>(calls);
        questions.add(0, "{\"type\":\"hello\",\"protocol\":1}");
        questions.add("{\"type\":\"bye\"}");
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        new PortServer(new LossParityPort())
                .serve(
                        new ByteArrayInputStream((String.join("\n", questions) + "\n").getBytes(UTF_8)),
                        new PrintStream(replies, true, UTF_8));
        List<String> lines = replies.toString(UTF_8).lines().toList();
        return lines.subList(1, lines.size() - 1);
    }
}
