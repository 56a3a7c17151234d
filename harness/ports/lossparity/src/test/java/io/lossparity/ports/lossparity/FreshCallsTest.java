package io.lossparity.ports.lossparity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the README's figures on fresh random calls to {@code fresh.json}.
 *
 * <p>{@code python -m golden_generator fresh --json} writes that file; it needs PyTorch 1.4.0, which this test does not.
 */
class FreshCallsTest {
    private static JsonNode found;
    private static String readme;

    @BeforeAll
    static void read() throws IOException {
        found = new ObjectMapper().readTree(Path.of("fresh.json").toFile());
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void everyLossWasAskedInBothDtypes() {
        Set<String> asked = new TreeSet<>();
        found.get("losses")
                .forEach(row -> asked.add(
                        row.get("loss").asText() + "/" + row.get("dtype").asText()));
        Set<String> expected = new TreeSet<>();
        Adapters.all().keySet().forEach(loss -> {
            expected.add(loss + "/float32");
            expected.add(loss + "/float64");
        });
        assertEquals(expected, asked);
    }

    @Test
    void neitherSideAnswersWhatTheOtherRejects() {
        assertEquals(0, sum("onlyTorch"));
        assertEquals(0, sum("onlyPort"));
        assertEquals(0, sum("errored"));
    }

    @Test
    void theCountsAddUp() {
        assertEquals(found.get("calls").asLong(), sum("calls"));
        assertEquals(sum("calls"), sum("answered") + sum("rejected") + sum("unsupported"));
    }

    @Test
    void theReadmeNamesTheCommandAndTheTotals() {
        long values = 0;
        long differing = 0;
        long zeroSigns = 0;
        for (JsonNode row : found.get("losses")) {
            values += tally(row, "values");
            differing += tally(row, "values") - tally(row, "bitEqual");
            zeroSigns += tally(row, "zeroSigns");
        }
        assertSays(String.format(
                Locale.ROOT,
                "--seed %d --calls %d",
                found.get("seed").asLong(),
                found.get("calls").asLong()));
        assertSays(String.format(
                Locale.ROOT,
                "Of %,d calls, %,d were answered, %,d rejected by both, and %,d are unsupported",
                sum("calls"),
                sum("answered"),
                sum("rejected"),
                sum("unsupported")));
        assertSays(String.format(
                Locale.ROOT,
                "Of %,d values, %,d differ (%.4f %% are equal), %,d only by the sign of zero",
                values,
                differing,
                Math.floor(1e6 * (values - differing) / values) / 1e4,
                zeroSigns));
    }

    @Test
    void theTableSaysWhatWasFound() {
        List<String> table = readme.lines()
                .filter(line -> line.matches("\\| \\w+Loss \\| [\\d.]+ % of .*"))
                .toList();
        TreeMap<String, List<String>> rows = new TreeMap<>();
        for (JsonNode row : found.get("losses")) {
            rows.computeIfAbsent(row.get("loss").asText(), loss -> new ArrayList<>())
                    .add(share(row));
        }
        List<String> expected = new ArrayList<>();
        rows.forEach((loss, shares) -> expected.add("| " + loss + " | " + String.join(" | ", shares) + " |"));
        assertEquals(String.join("\n", expected), String.join("\n", table));
    }

    /** Returns the share that is equal, never rounded up to all of it, and the greatest difference if there is one. */
    private static String share(JsonNode row) {
        long values = tally(row, "values");
        long equal = tally(row, "bitEqual");
        if (equal == values) {
            return String.format(Locale.ROOT, "100 %% of %,d", values);
        }
        return String.format(
                Locale.ROOT, "%.3f %% of %,d; %,d ulp", Math.floor(1e5 * equal / values) / 1e3, values, worst(row));
    }

    private static long tally(JsonNode row, String count) {
        long sum = 0;
        for (JsonNode tensor : row.get("tensors")) {
            sum += tensor.get(count).asLong();
        }
        return sum;
    }

    private static long worst(JsonNode row) {
        long worst = 0;
        for (Iterator<JsonNode> all = row.get("tensors").elements(); all.hasNext(); ) {
            worst = Math.max(worst, all.next().get("maxUlp").asLong());
        }
        return worst;
    }

    private static long sum(String count) {
        long sum = 0;
        for (JsonNode row : found.get("losses")) {
            sum += row.get(count).asLong();
        }
        return sum;
    }

    private static void assertSays(String words) {
        assertTrue(readme.replaceAll("\\s+", " ").contains(words), () -> "README must say: " + words);
    }
}
