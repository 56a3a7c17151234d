package io.lossparity.render.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure.Kind;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.Reports;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerTableTest {
    private static final String A = "L1Loss/float32/a";
    private static final String B = "L1Loss/float32/b";
    private static final String C = "MSELoss/float32/c";

    private static Peer port(String name, CaseLine... lines) {
        return Peer.of(Reports.of(Reports.header(name, Reports.HASH, lines.length), List.of(lines)));
    }

    private static String table(Peer... ports) {
        return PeerTable.render(PeerComparison.of(List.of(ports)), 120);
    }

    @Test
    void countsAndSharesPerLoss() {
        String table = table(
                port(
                        "x",
                        Reports.passed(A, Reports.tensor("output", 0, 0)),
                        Reports.failed(B, "off by one"),
                        Reports.line(C, CaseVerdict.UNSUPPORTED, null, "has none")),
                port("y", Reports.passed(C, Reports.tensor("output", 1e-7, 1))));
        assertTrue(table.matches("(?s) *loss +x +y\\n.*"), table);
        assertTrue(table.contains("1+ 1!"), table);
        assertTrue(table.contains("not asked"), table);
        assertTrue(table.contains("unsupported"), table);
        assertTrue(table.contains("1+ 75.00 %"), table);
    }

    @Test
    void portsThatDoNotFitFollowBelow() {
        Peer[] ports = IntStream.range(0, 12)
                .mapToObj(i -> port("port-number-" + i, Reports.passed(A)))
                .toArray(Peer[]::new);
        String table = PeerTable.render(PeerComparison.of(List.of(ports)), 80);
        assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
        assertEquals(
                12, Pattern.compile("port-number-").matcher(table).results().count(), table);
    }

    @Test
    void expectedFailuresAreCountedApart() {
        String table = table(
                port("x", Reports.passed(A), Reports.passed(B), Reports.passed(C)),
                port(
                        "y",
                        Reports.expected(A, Kind.TO_FIX, Outcome.MET),
                        Reports.expected(B, Kind.TO_FIX, Outcome.WORSE),
                        Reports.expected(C, Kind.WILL_NOT_FIX, Outcome.MET)));
        assertTrue(table.contains(" 1! 1~"), table);
        assertTrue(table.contains(" 1! 2~"), table);
    }
}
