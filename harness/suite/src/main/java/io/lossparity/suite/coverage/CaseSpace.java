package io.lossparity.suite.coverage;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.report.stream.CaseAxes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The space of all losses' cases: which settings are tested, which are not and why, and which lack a reason.
 *
 * @param losses the tested settings of each loss
 * @param untested the pairs of settings without a case in some dtype, by reason
 * @param unexplained pairs and parameters' values that are not tested and have no reason
 * @param stale reasons that no untested pair needs
 * @param beyond what the space does not describe at all
 */
public record CaseSpace(
        List<LossCoverage> losses,
        List<Untested> untested,
        List<String> unexplained,
        List<Reason> stale,
        List<Reasons.Beyond> beyond) {
    /** Makes the lists unmodifiable. */
    public CaseSpace {
        losses = List.copyOf(losses);
        untested = List.copyOf(untested);
        unexplained = List.copyOf(unexplained);
        stale = List.copyOf(stale);
        beyond = List.copyOf(beyond);
    }

    /**
     * A pair that is not tested.
     *
     * @param pair the pair
     * @param dtypes the dtypes without a case
     * @param reason why
     */
    public record Untested(Pair pair, Set<String> dtypes, Reason reason) {}

    /** Reads the valid calls of some losses; a reason is stale only if all losses are read. */
    public static CaseSpace of(GoldenData data, Collection<String> losses, Reasons reasons) {
        Map<String, LossCoverage> coverages = new LinkedHashMap<>();
        data.forEach(CaseSelection.all().withLosses(losses), goldenCase -> {
            if (goldenCase.expected() instanceof ExpectedValues) {
                coverages
                        .computeIfAbsent(goldenCase.loss(), LossCoverage::new)
                        .add(goldenCase.dtype().torchName(), CaseAxes.of(goldenCase.at(), goldenCase.call()));
            }
        });
        coverages.values().forEach(LossCoverage::count);
        boolean all = coverages.keySet().containsAll(data.manifest().losses());
        return of(List.copyOf(coverages.values()), reasons, all);
    }

    /** Judges what was counted. */
    static CaseSpace of(List<LossCoverage> losses, Reasons reasons, boolean all) {
        List<Untested> untested = new ArrayList<>();
        List<String> unexplained = new ArrayList<>();
        List<Reason> stale = new ArrayList<>(all ? reasons.reasons() : List.of());
        Map<Reason, Predicate<Pair>> covers = new LinkedHashMap<>();
        reasons.reasons().forEach(reason -> covers.put(reason, reason.covers()));
        for (LossCoverage loss : losses) {
            undeclared(loss, reasons, unexplained);
            loss.untested().forEach((pair, dtypes) -> {
                Optional<Reason> reason = covers.entrySet().stream()
                        .filter(each -> each.getValue().test(pair))
                        .map(Map.Entry::getKey)
                        .findFirst();
                reason.ifPresentOrElse(
                        found -> {
                            stale.remove(found);
                            untested.add(new Untested(pair, dtypes, found));
                        },
                        () -> unexplained.add(pair + " (" + names(dtypes) + ")"));
            });
        }
        return new CaseSpace(losses, untested, unexplained, stale, reasons.beyond());
    }

    /** A value of a parameter that no case has does not show up as a missing pair. */
    private static void undeclared(LossCoverage loss, Reasons reasons, List<String> unexplained) {
        Optional<LossSignature> signature = Signatures.bundled().of(loss.loss());
        if (signature.isEmpty()) {
            unexplained.add(loss.loss() + ": no parameters are declared");
            return;
        }
        Map<String, List<String>> axes = loss.axes();
        Map<String, List<String>> numbers = reasons.numbers().getOrDefault(loss.loss(), Map.of());
        for (LossSignature.Parameter parameter : signature.get().parameters()) {
            for (String value : values(parameter, numbers)) {
                if (!axes.getOrDefault(parameter.name(), List.of()).contains(value)) {
                    unexplained.add(loss.loss() + ": " + new Setting(parameter.name(), value) + " is tested nowhere");
                }
            }
        }
    }

    /** Returns the values of a parameter that must be tested. */
    private static List<String> values(LossSignature.Parameter parameter, Map<String, List<String>> numbers) {
        List<String> values = new ArrayList<>(List.of(CaseAxes.NOT_PASSED));
        values.addAll(
                switch (parameter.kind()) {
                    case "tensor" -> List.of("plain", "zeros", "negative");
                    case "string" -> parameter.words();
                    case "boolean" ->
                        parameter.initial() == null ? List.of("None", "True", "False") : List.of("True", "False");
                    default -> numbers.getOrDefault(parameter.name(), List.of("a number"));
                });
        return values;
    }

    private static String names(Set<String> dtypes) {
        return String.join(", ", dtypes);
    }

    /**
     * The numbers of pairs of a loss.
     *
     * @param tested how many are tested in every dtype
     * @param explained how many are not, with a reason
     * @param open how many are not, without a reason
     */
    public record Counts(int tested, int explained, int open) {
        /** Returns all three in words. */
        public String words() {
            return tested + " of " + (tested + explained + open) + " pairs of settings are tested, " + explained
                    + " are untested with a reason, " + open + " are untested without one";
        }

        private Counts plus(Counts other) {
            return new Counts(tested + other.tested, explained + other.explained, open + other.open);
        }
    }

    /** Returns how many pairs of all losses are tested, explained, or neither. */
    public Counts counts() {
        return losses.stream().map(this::counts).reduce(new Counts(0, 0, 0), Counts::plus);
    }

    /** Returns how many pairs of a loss are tested, explained, or neither. */
    public Counts counts(LossCoverage loss) {
        int missing = loss.untested().size();
        int explained = (int) untested.stream()
                .filter(each -> each.pair().loss().equals(loss.loss()))
                .count();
        return new Counts(loss.pairs() - missing, explained, missing - explained);
    }

    /** Returns whether every pair is tested or has a reason, and every reason is needed. */
    public boolean complete() {
        return unexplained.isEmpty() && stale.isEmpty();
    }

    /** Returns the untested pairs of all losses by reason, the reason of most pairs first. */
    public Map<Reason, List<Untested>> untestedByReason() {
        Map<Reason, List<Untested>> byReason =
                untested.stream().collect(Collectors.groupingBy(Untested::reason, Collectors.toList()));
        Comparator<Map.Entry<Reason, List<Untested>>> order =
                Comparator.comparingInt(entry -> -entry.getValue().size());
        return byReason.entrySet().stream()
                .sorted(order.thenComparing(entry -> entry.getKey().patterns()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }
}
