package io.lossparity.mutants.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Stride;
import io.lossparity.report.stream.DiagnosisLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bugs that somebody reported of a library are diagnosed at least as well as the table says. All of them take minutes:
 * CI asks every third, other builds every tenth, and {@code LOSSPARITY_SCORE=all} each.
 *
 * <p>With {@code LOSSPARITY_SCORE=record} the table's outcomes and the totals in the README are written anew.
 * {@code target/score.txt} has what was said of each bug.
 */
class ScoreTest {
    private static final Path TABLE = Path.of("src/test/resources/io/lossparity/mutants/score/bugs.csv");
    private static final Path WRONG = TABLE.resolveSibling("wrong.csv");
    private static final Path README = Path.of("..", "README.md");
    private static final Path SAID = Path.of("target/score.txt");
    private static final boolean RECORDING = "record".equals(System.getenv("LOSSPARITY_SCORE"));

    private static final int STRIDE = Stride.of(3, 10);

    /** So many bugs of each set are named or described at least. */
    private static final Map<String, Integer> LEAST_HITS =
            Map.of("shared", 40, "public", 39, "several", 9, "fresh", 35);

    private static final int MOST_WRONG = 0;

    private static final Map<String, Row.Outcome> FOUND = new TreeMap<>();
    private static final List<String> WHAT_WAS_SAID = new ArrayList<>();
    private static List<Row> rows;
    private static List<Row> asked;
    private static Map<String, Behaviour> bugs;
    private static GoldenData data;

    @BeforeAll
    static void read() throws IOException {
        rows = table();
        asked = IntStream.range(0, rows.size())
                .filter(i -> i % STRIDE == 0)
                .mapToObj(rows::get)
                .toList();
        bugs = Bugs.all();
        data = GoldenData.bundled();
    }

    private static List<Row> table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        assertEquals(Row.HEADER, lines.get(0));
        return lines.stream().skip(1).map(Row::of).toList();
    }

    static Stream<String> losses() {
        return asked.stream().map(Row::loss).distinct();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void eachBugIsDiagnosedAsWellAsTheTableSays(String loss) {
        List<Row> own = asked.stream().filter(row -> row.loss().equals(loss)).toList();
        Map<String, Behaviour> ports = new LinkedHashMap<>();
        own.forEach(row -> ports.put(row.id(), bugs.get(row.id())));
        Map<String, DiagnosisLine> said = ScoredLoss.diagnosed(data, loss, ports);
        List<String> worse = new ArrayList<>();
        for (Row row : own) {
            assertTrue(said.containsKey(row.id()), () -> "no case notices " + row.id());
            Row.Outcome outcome = row.outcome(said.get(row.id()));
            FOUND.put(row.id(), outcome);
            String what = row.id() + " (" + loss + ": " + row.bug() + ") is " + outcome + ", " + row.outcome()
                    + " in the table:\n    "
                    + String.join("\n    ", said.get(row.id()).sentences());
            WHAT_WAS_SAID.add(what);
            if (outcome.compareTo(row.outcome()) > 0) {
                worse.add(what + "\n    but should be " + row.outcome());
            }
        }
        assertTrue(RECORDING || worse.isEmpty(), () -> String.join("\n", worse));
    }

    @Test
    void theTableHasEachBugOnce() {
        Set<String> ids = rows.stream().map(Row::id).collect(Collectors.toCollection(LinkedHashSet::new));
        assertEquals(ids.size(), rows.size());
        assertEquals(bugs.keySet(), ids);
    }

    /** Wrong names may only become fewer: each has a reason. */
    @Test
    void wrongRowsAreThoseOfTheList() throws IOException {
        Set<String> known = Files.readAllLines(WRONG).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('|')))
                .collect(Collectors.toSet());
        Set<String> wrong = rows.stream()
                .filter(row -> row.outcome() == Row.Outcome.WRONG)
                .map(Row::id)
                .collect(Collectors.toSet());
        assertEquals(known, wrong);
        assertTrue(wrong.size() <= MOST_WRONG, () -> wrong.size() + " are wrong");
    }

    @Test
    void theTableKeepsItsFloor() {
        Totals totals = new Totals(rows);
        LEAST_HITS.forEach((set, least) -> assertTrue(totals.hits(set) >= least, () -> set + ": " + totals.hits(set)));
    }

    @Test
    void theReadmeHasTheTotals() throws IOException {
        String readme = Files.readString(README);
        assertTrue(RECORDING || new Totals(rows).in(readme).equals(readme), () -> new Totals(rows).markdown());
    }

    @AfterAll
    static void tell() throws IOException {
        Files.createDirectories(SAID.getParent());
        Files.write(SAID, WHAT_WAS_SAID);
        System.out.println(new Totals(rows).markdown());
        if (RECORDING) {
            List<String> lines = new ArrayList<>(List.of(Row.HEADER));
            rows.forEach(row -> lines.add(
                    row.with(FOUND.getOrDefault(row.id(), row.outcome())).line()));
            Files.write(TABLE, lines);
            Files.writeString(README, new Totals(table()).in(Files.readString(README)));
        }
    }
}
