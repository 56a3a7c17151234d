package io.lossparity.kit.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the reports say of PyTorch's departures is what the generator says of them. */
class DeparturesTest {
    private static final Path SOURCE = Path.of("../../golden-generator/src/golden_generator/truth/departures.py");
    private static final Pattern ENTRY = Pattern.compile("\"([a-z0-9-]+)\": \\(?((?:\\s*\"[^\"]*\")+)\\s*\\)?,\n");

    private static Map<String, String> generators() throws IOException {
        String source = Files.readString(SOURCE);
        String table = source.substring(source.indexOf("DEPARTURES = {"), source.indexOf("\n}"));
        Map<String, String> words = new TreeMap<>();
        Matcher matcher = ENTRY.matcher(table + "\n");
        while (matcher.find()) {
            words.put(
                    matcher.group(1),
                    matcher.group(2).strip().replaceAll("\"\\s+\"", "").replace("\"", ""));
        }
        assertEquals(
                table.lines()
                        .filter(line -> line.matches(" {4}\"[a-z0-9-]+\":.*"))
                        .count(),
                words.size());
        return words;
    }

    @Test
    void everyDepartureIsExplainedInTheGeneratorsWords() throws IOException {
        Map<String, String> expected = generators();
        assertEquals(expected.keySet(), new TreeSet<>(Departures.known()));
        expected.forEach((word, words) -> assertEquals(words, Departures.explain(word)));
        assertEquals("never heard of", Departures.explain("never heard of"));
    }
}
