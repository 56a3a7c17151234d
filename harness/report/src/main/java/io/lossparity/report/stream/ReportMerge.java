package io.lossparity.report.stream;

import io.lossparity.kit.shard.Shard;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes one report of those of all shards.
 *
 * <p>The cases come file by file and within a file by id, whatever the order of the reports; the decision is made anew
 * from all of them.
 */
public final class ReportMerge {
    private final String firstName;
    private final ReportHeader first;
    private final Map<Integer, String> nameOfShard = new TreeMap<>();

    private ReportMerge(String firstName, ReportHeader first) {
        this.firstName = firstName;
        this.first = first;
    }

    /**
     * Merges reports.
     *
     * @param reports the report of each shard by its name for messages, such as its file
     * @throws MergeRefusedException if they are of different data, ports, versions or selections, one is of no
     *     shard, a shard is missing or there twice, or a case is there twice or in a shard that it is not of
     */
    public static RunReport merge(Map<String, RunReport> reports) {
        if (reports.isEmpty()) {
            throw new MergeRefusedException("there is no report to merge");
        }
        Map.Entry<String, RunReport> head = reports.entrySet().iterator().next();
        ReportMerge merge = new ReportMerge(head.getKey(), head.getValue().header());
        reports.forEach((name, report) -> merge.check(name, report.header()));
        merge.checkAllShards();
        List<CaseLine> cases = merge.cases(reports);
        List<ReportHeader> headers =
                reports.values().stream().map(RunReport::header).toList();
        ReportHeader header = merge.header(headers);
        Totals totals = ReportTotals.of(cases);
        RelationMerge relations = RelationMerge.of(reports);
        Gate.Decision decision = ReportDecision.of(header, totals, cases, relations.totals(), relations.lines());
        String finishedAt = reports.values().stream()
                .map(report -> report.footer().finishedAt())
                .max(Comparator.comparing(Instant::parse))
                .orElseThrow();
        List<DiagnosisLine> diagnoses = DiagnosisMerge.merge(reports.values().stream()
                .flatMap(report -> report.diagnoses().stream())
                .toList());
        return new RunReport(
                header,
                cases,
                relations.lines(),
                diagnoses,
                ReportFooter.of(totals, relations.totals(), decision, finishedAt));
    }

    private void check(String name, ReportHeader header) {
        same(name, "golden data", header.data(), ReportHeader::data);
        same(name, "ports", header.port(), ReportHeader::port);
        same(name, "expectations files", hash(header), ReportMerge::hash);
        same(name, "selections", header.selection(), ReportHeader::selection);
        if (header.shard() == null) {
            throw new MergeRefusedException(name + " is of no shard, but of the whole selection");
        }
        same(
                name,
                "numbers of shards",
                header.shard().count(),
                other -> other.shard().count());
        String twin = nameOfShard.put(header.shard().index(), name);
        if (twin != null) {
            throw new MergeRefusedException("shard " + header.shard() + " is there twice: " + twin + " and " + name);
        }
    }

    private static String hash(ReportHeader header) {
        return header.expectations() == null
                ? "none"
                : header.expectations().file() + " " + header.expectations().sha256();
    }

    private <T> void same(String name, String what, T own, Function<ReportHeader, T> of) {
        T others = of.apply(first);
        if (!Objects.equals(own, others)) {
            throw new MergeRefusedException(
                    "different " + what + ": " + firstName + " has " + others + ", but " + name + " has " + own);
        }
    }

    private void checkAllShards() {
        int count = first.shard().count();
        List<String> missing = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            if (!nameOfShard.containsKey(index)) {
                missing.add(new Shard(index, count).toString());
            }
        }
        if (!missing.isEmpty()) {
            throw new MergeRefusedException("missing: shard " + String.join(", ", missing));
        }
    }

    private List<CaseLine> cases(Map<String, RunReport> reports) {
        Map<String, String> reportOfCase = new LinkedHashMap<>();
        Map<String, List<CaseLine>> byFile = new TreeMap<>();
        reports.forEach((name, report) -> {
            for (CaseLine line : report.cases()) {
                String twin = reportOfCase.put(line.id(), name);
                if (twin != null) {
                    throw new MergeRefusedException("the case " + line.id() + " is in both " + twin + " and " + name);
                }
                if (!report.header().shard().takes(line.id())) {
                    throw new MergeRefusedException("the case " + line.id() + " in " + name + " is not of its shard "
                            + report.header().shard());
                }
                byFile.computeIfAbsent(line.loss() + "/" + line.dtype(), file -> new ArrayList<>())
                        .add(line);
            }
        });
        Comparator<CaseLine> byId = Comparator.comparing(CaseLine::id);
        return byFile.values().stream()
                .flatMap(lines -> lines.stream().sorted(byId))
                .toList();
    }

    private ReportHeader header(List<ReportHeader> headers) {
        return new ReportHeader(
                ReportHeader.FORMAT_VERSION,
                first.port(),
                first.data(),
                platform(headers.stream().map(ReportHeader::platform).toList()),
                first.selection(),
                null,
                first.expectations(),
                headers.stream().mapToLong(ReportHeader::expectedCases).sum(),
                headers.stream()
                        .map(ReportHeader::startedAt)
                        .min(Comparator.comparing(Instant::parse))
                        .orElseThrow());
    }

    private static ReportHeader.Platform platform(List<ReportHeader.Platform> platforms) {
        return new ReportHeader.Platform(
                distinct(platforms, ReportHeader.Platform::java),
                distinct(platforms, ReportHeader.Platform::vm),
                distinct(platforms, ReportHeader.Platform::os),
                distinct(platforms, ReportHeader.Platform::arch));
    }

    private static String distinct(List<ReportHeader.Platform> platforms, Function<ReportHeader.Platform, String> of) {
        return platforms.stream().map(of).distinct().sorted().collect(Collectors.joining(", "));
    }
}
