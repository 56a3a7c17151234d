package io.lossparity.report.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.shard.Shard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportMergeTest {
    private static final Shard FIRST = new Shard(1, 2);
    private static final Shard SECOND = new Shard(2, 2);
    private static final List<CaseLine> CASES = Stream.concat(
                    IntStream.range(0, 20).mapToObj(i -> Reports.passed("MSELoss/float32/N" + i)),
                    IntStream.range(0, 20).mapToObj(i -> Reports.passed("L1Loss/float32/N" + i)))
            .toList();

    private static List<CaseLine> casesOf(Shard shard) {
        return CASES.stream().filter(line -> shard.takes(line.id())).toList();
    }

    private static Map<String, RunReport> both(RunReport first, RunReport second) {
        Map<String, RunReport> reports = new LinkedHashMap<>();
        reports.put("a.jsonl", first);
        reports.put("b.jsonl", second);
        return reports;
    }

    private static RunReport report(Shard shard) {
        return Reports.ofShard(shard, casesOf(shard));
    }

    private static void assertRefused(Map<String, RunReport> reports, String why) {
        MergeRefusedException e = assertThrows(MergeRefusedException.class, () -> ReportMerge.merge(reports));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void allShardsMakeTheWhole() {
        RunReport merged = ReportMerge.merge(both(report(FIRST), report(SECOND)));
        assertEquals(
                CASES.stream().map(CaseLine::id).sorted().toList(),
                merged.cases().stream().map(CaseLine::id).toList());
        assertEquals(40, merged.header().expectedCases());
        assertNull(merged.header().shard());
        assertEquals(40, merged.footer().passed());
        assertTrue(merged.footer().conforms());
    }

    @Test
    void orderOfTheReportsDoesNotMatter() {
        assertEquals(
                ReportMerge.merge(both(report(FIRST), report(SECOND))),
                ReportMerge.merge(both(report(SECOND), report(FIRST))));
    }

    @Test
    void decisionIsMadeAnew() {
        List<CaseLine> cases = new ArrayList<>(casesOf(SECOND));
        cases.set(0, Reports.failed(cases.get(0).id(), "off"));
        RunReport merged = ReportMerge.merge(both(report(FIRST), Reports.ofShard(SECOND, cases)));
        assertFalse(merged.footer().conforms());
        assertEquals(List.of("1 of 40 cases failed"), merged.footer().reasons());
    }

    @Test
    void shardThatStoppedEarlyDoesNotConform() {
        List<CaseLine> cases = casesOf(SECOND);
        RunReport stopped =
                Reports.of(Reports.header("test", Reports.HASH, SECOND, cases.size()), cases.subList(1, cases.size()));
        RunReport merged = ReportMerge.merge(both(report(FIRST), stopped));
        assertEquals(
                List.of("39 cases were run, but there are 40"), merged.footer().reasons());
    }

    @Test
    void differentDataPortsAndNumbersOfShardsAreRefused() {
        List<CaseLine> second = casesOf(SECOND);
        RunReport otherData = Reports.of(Reports.header("test", "1".repeat(64), SECOND, second.size()), second);
        assertRefused(both(report(FIRST), otherData), "different golden data: a.jsonl has ");
        RunReport otherPort = Reports.of(Reports.header("other", Reports.HASH, SECOND, second.size()), second);
        assertRefused(both(report(FIRST), otherPort), "different ports: a.jsonl has ");
        Shard third = new Shard(3, 3);
        assertRefused(both(report(FIRST), report(third)), "different numbers of shards: a.jsonl has 2, but b.jsonl");
    }

    @Test
    void missingAndOverlappingShardsAreRefused() {
        assertRefused(Map.of("a.jsonl", report(new Shard(2, 4))), "missing: shard 1/4, 3/4, 4/4");
        assertRefused(both(report(FIRST), report(FIRST)), "shard 1/2 is there twice: a.jsonl and b.jsonl");
        assertRefused(both(report(FIRST), Reports.ofShard(null, CASES)), "b.jsonl is of no shard");
        assertRefused(Map.of(), "there is no report");
    }

    @Test
    void caseTwiceOrInTheWrongShardIsRefused() {
        String first = casesOf(FIRST).get(0).id();
        List<CaseLine> more = new ArrayList<>(casesOf(SECOND));
        more.add(casesOf(FIRST).get(0));
        assertRefused(
                both(report(FIRST), Reports.ofShard(SECOND, more)),
                "the case " + first + " is in both a.jsonl and b.jsonl");
        RunReport without =
                Reports.ofShard(FIRST, casesOf(FIRST).subList(1, casesOf(FIRST).size()));
        assertRefused(
                both(without, Reports.ofShard(SECOND, more)), "the case " + first + " in b.jsonl is not of its shard");
    }
}
