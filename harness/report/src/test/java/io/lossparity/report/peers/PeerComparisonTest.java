package io.lossparity.report.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure.Kind;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.report.peers.TellingGroup.PortMark;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.Reports;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerComparisonTest {
    private static final String A = "L1Loss/float32/a";
    private static final String B = "L1Loss/float32/b";
    private static final String C = "MSELoss/float32/c";

    private static Peer port(String name, CaseLine... lines) {
        return Peer.of(Reports.of(Reports.header(name, Reports.HASH, lines.length), List.of(lines)));
    }

    private static CaseLine passed(String id) {
        return Reports.passed(id);
    }

    private static CaseLine wrong(String id, String answer) {
        return wrong(id, FailureKind.OUTPUT, answer);
    }

    private static CaseLine wrong(String id, FailureKind failure, String answer) {
        return Reports.answered(id, failure, answer, null);
    }

    private static CaseLine unsupported(String id) {
        return Reports.line(id, CaseVerdict.UNSUPPORTED, null, "has none");
    }

    @Test
    void casesOfTheSamePatternAreOneGroup() {
        PeerComparison comparison = PeerComparison.of(List.of(
                port("x", passed(A), passed(B), passed(C)),
                port("y", wrong(A, "1"), wrong(B, "2"), passed(C)),
                port("z", wrong(A, "1"), wrong(B, "2"), wrong(C, "3"))));
        assertEquals(2, comparison.telling().size());
        TellingGroup first = comparison.telling().get(0);
        assertEquals(List.of(A, B), first.cases());
        assertEquals(A, first.representative());
        assertEquals(2, first.pairs());
        assertEquals(
                List.of(
                        new PortMark("passed", ""),
                        new PortMark("failed (output)", ""),
                        new PortMark("failed (output)", "")),
                first.marks());
        assertEquals(List.of("", "off by one", "off by one"), first.headlines());
        assertEquals(List.of(C), comparison.telling().get(1).cases());
    }

    @Test
    void differentWrongAnswersGetLetters() {
        PeerComparison comparison = PeerComparison.of(List.of(
                port("x", passed(A)), port("y", wrong(A, "1")), port("z", wrong(A, "2")), port("v", wrong(A, "1"))));
        assertEquals(
                List.of("", "a", "b", "a"),
                comparison.telling().get(0).marks().stream()
                        .map(PortMark::answer)
                        .toList());
    }

    @Test
    void whatNobodyOrEverybodyPassesTellsNothing() {
        PeerComparison comparison = PeerComparison.of(List.of(
                port("x", passed(A), wrong(B, "1"), unsupported(C)), port("y", passed(A), wrong(B, "2"), passed(C))));
        assertEquals(List.of(), comparison.telling());
    }

    @Test
    void sameCasesWrongInTheSameWayAreACluster() {
        PeerComparison comparison = PeerComparison.of(List.of(
                port("x", wrong(A, "1"), passed(B), wrong(C, "5")),
                port("y", wrong(A, "1"), unsupported(B), passed(C)),
                port("z", wrong(A, "2"), passed(B), wrong(C, "5"))));
        FailureCluster inL1 =
                new FailureCluster(List.of("x", "y", "z"), List.of(new FailureCluster.Share("L1Loss", 1, 0)));
        FailureCluster inMse =
                new FailureCluster(List.of("x", "z"), List.of(new FailureCluster.Share("MSELoss", 1, 1)));
        assertEquals(List.of(inL1, inMse), comparison.clusters());
    }

    @Test
    void oneMoreFailureOrAnotherKindIsNoCluster() {
        assertEquals(
                List.of(),
                PeerComparison.of(List.of(port("x", wrong(A, "1"), passed(B)), port("y", wrong(A, "1"), wrong(B, "1"))))
                        .clusters());
        assertEquals(
                List.of(),
                PeerComparison.of(List.of(port("x", wrong(A, "1")), port("y", wrong(A, FailureKind.GRADIENT, "1"))))
                        .clusters());
    }

    @Test
    void portsOfOneNameAreToldApart() {
        List<Peer> peers = PeerComparison.of(List.of(port("x", passed(A)), port("x", passed(A)), port("y", passed(A))))
                .peers();
        assertEquals(
                List.of("x 1.2", "x 1.2 (2)", "y"),
                peers.stream().map(Peer::label).toList());
        Set<String> taken = new HashSet<>();
        assertEquals("x", Labels.fileName("x", taken));
        assertEquals("X-2", Labels.fileName("X", taken));
        assertEquals("etc_passwd", Labels.fileName("../etc/passwd", taken));
        assertEquals("port", Labels.fileName("\u00fc", taken));
    }

    @Test
    void otherDataAreRefused() {
        Peer other = Peer.of(Reports.of(Reports.header("y", "1".repeat(64), 1), List.of(passed(A))));
        List<Peer> peers = List.of(port("x", passed(A)), other);
        String message = assertThrows(IllegalArgumentException.class, () -> PeerComparison.of(peers))
                .getMessage();
        assertTrue(message.startsWith("different golden data: x 1.2 answered "), message);
    }

    @Test
    void expectedFailuresAreCountedApartAndNamed() {
        PeerComparison comparison = PeerComparison.of(List.of(
                port("x", passed(A), passed(B), passed(C)),
                port(
                        "y",
                        Reports.expected(A, Kind.TO_FIX, Outcome.MET),
                        Reports.expected(B, Kind.TO_FIX, Outcome.WORSE),
                        Reports.expected(C, Kind.WILL_NOT_FIX, Outcome.MET))));
        assertEquals(
                List.of("to-fix", "", "will-not-fix"),
                comparison.telling().stream()
                        .sorted(Comparator.comparing(TellingGroup::representative))
                        .map(group -> group.marks().get(1).expected())
                        .toList());
        assertEquals(1, comparison.peers().get(1).totals().overall().counts().willNotFix());
    }
}
