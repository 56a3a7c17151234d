package io.lossparity.report.stream;

import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.DiagnosisLine.Mistake;
import io.lossparity.report.stream.DiagnosisLine.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes one diagnosis per loss of those of all shards, whatever their order.
 *
 * <p>A shard tells which mistakes explain its cases equally well. The mistake that explains most cases of all shards
 * takes them from all shards; then the one that explains most of the rest.
 */
final class DiagnosisMerge {
    private static final int MOST_CASES = 5;

    private DiagnosisMerge() {}

    static List<DiagnosisLine> merge(List<DiagnosisLine> lines) {
        Map<String, List<DiagnosisLine>> byLoss =
                lines.stream().collect(Collectors.groupingBy(DiagnosisLine::loss, TreeMap::new, Collectors.toList()));
        List<DiagnosisLine> merged = new ArrayList<>();
        byLoss.forEach((loss, shards) -> merged.add(new DiagnosisLine(
                loss,
                shards.stream().mapToInt(DiagnosisLine::failing).sum(),
                shards.stream().mapToInt(DiagnosisLine::compared).sum(),
                explanations(shards),
                unexplained(shards),
                shards.stream()
                        .flatMap(line -> line.patterns().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                refusals(shards))));
        return merged;
    }

    /** A shard of which all is explained counts with the cases that it compared. */
    private static Unexplained unexplained(List<DiagnosisLine> shards) {
        boolean none = shards.stream().allMatch(line -> line.unexplained() == null);
        return none
                ? null
                : shards.stream()
                        .map(line -> line.unexplained() == null
                                ? new Unexplained(line.compared(), 0, Map.of())
                                : line.unexplained())
                        .reduce(new Unexplained(0, 0, Map.of()), Unexplained::plus);
    }

    /** The condition is kept if all shards that know the refusal say the same. */
    private static List<Refusal> refusals(List<DiagnosisLine> shards) {
        Map<String, List<Refusal>> byWhat = shards.stream()
                .flatMap(line -> line.refusals().stream())
                .collect(Collectors.groupingBy(Refusal::what, TreeMap::new, Collectors.toList()));
        return byWhat.values().stream()
                .map(DiagnosisMerge::refusal)
                .sorted(Comparator.comparingInt(refusal -> -refusal.count()))
                .toList();
    }

    private static Refusal refusal(List<Refusal> same) {
        String where = same.get(0).where();
        return new Refusal(
                same.get(0).what(),
                same.stream().allMatch(other -> other.where().equals(where)) ? where : "",
                same.stream().mapToInt(Refusal::count).sum(),
                same.stream()
                        .flatMap(other -> other.cases().stream())
                        .sorted()
                        .limit(MOST_CASES)
                        .toList());
    }

    private static List<Explanation> explanations(List<DiagnosisLine> shards) {
        List<Explanation> open = new ArrayList<>(
                shards.stream().flatMap(line -> line.explanations().stream()).toList());
        List<Explanation> explanations = new ArrayList<>();
        while (!open.isEmpty()) {
            Mistake best = best(open);
            List<Explanation> explained = open.stream()
                    .filter(each -> candidates(each).contains(best))
                    .toList();
            explanations.add(together(best, explained));
            open.removeAll(explained);
        }
        return explanations;
    }

    /** The mistake that explains most; among equals the one that shards name first more often, then by id. */
    private static Mistake best(List<Explanation> open) {
        return open.stream()
                .flatMap(each -> candidates(each).stream())
                .distinct()
                .max(Comparator.comparingInt((Mistake mistake) -> open.stream()
                                .filter(each -> candidates(each).contains(mistake))
                                .mapToInt(Explanation::matched)
                                .sum())
                        .thenComparing(mistake -> open.stream()
                                .filter(each -> each.mutant().equals(mistake.mutant()))
                                .count())
                        .thenComparing(Mistake::mutant, Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static Set<Mistake> candidates(Explanation explanation) {
        Set<Mistake> candidates = new LinkedHashSet<>();
        candidates.add(new Mistake(explanation.mutant(), explanation.name()));
        candidates.addAll(explanation.alike());
        return candidates;
    }

    private static Explanation together(Mistake best, List<Explanation> explained) {
        Set<Mistake> alike = new LinkedHashSet<>(candidates(explained.get(0)));
        explained.forEach(each -> alike.retainAll(candidates(each)));
        return new Explanation(
                best.mutant(),
                best.name(),
                alike.stream()
                        .filter(mistake -> !Objects.equals(mistake, best))
                        .sorted(Comparator.comparing(Mistake::mutant))
                        .toList(),
                explained.stream().mapToInt(Explanation::matched).sum(),
                explained.stream().mapToLong(Explanation::maxUlps).max().orElse(0),
                explained.stream().mapToDouble(Explanation::maxScaled).max().orElse(0),
                explained.stream()
                        .flatMap(each -> each.cases().stream())
                        .sorted()
                        .limit(MOST_CASES)
                        .toList());
    }
}
