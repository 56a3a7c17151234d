package io.lossparity.kit.verdict;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up results. Not thread-safe. */
public final class Tally {
    private final Counter overall = new Counter("total");
    private final Map<String, Counter> byLoss = new LinkedHashMap<>();
    private final Map<String, Counter> byFile = new LinkedHashMap<>();
    private final DistanceTally distances = new DistanceTally();
    private final Map<String, Map<String, Long>> withoutGradients = new LinkedHashMap<>();
    private int partial;

    /** Creates an empty tally. */
    public Tally() {}

    /** Adds a result. */
    public void add(CaseResult result) {
        add(Counted.of(result));
    }

    /** Adds the counted parts of a result. */
    public void add(Counted result) {
        String file = result.loss() + "/" + result.dtype();
        overall.add(result);
        byLoss.computeIfAbsent(result.loss(), Counter::new).add(result);
        byFile.computeIfAbsent(file, Counter::new).add(result);
        for (Counted.Quantity quantity : result.quantities()) {
            distances.add(result.caseId(), result.loss(), result.dtype(), quantity);
        }
        if (result.partial()) {
            partial++;
            Map<String, Long> ofLoss = withoutGradients.computeIfAbsent(result.loss(), loss -> new LinkedHashMap<>());
            result.notAsked().forEach(gradient -> ofLoss.merge(gradient, 1L, Long::sum));
        }
    }

    /** Returns the totals so far. */
    public Totals totals() {
        return new Totals(
                overall.totals(),
                totals(byLoss),
                totals(byFile),
                distances.distances(),
                partial,
                withoutGradients.entrySet().stream()
                        .flatMap(loss -> loss.getValue().entrySet().stream()
                                .map(gradient ->
                                        new WithoutGradient(loss.getKey(), gradient.getKey(), gradient.getValue())))
                        .toList());
    }

    private static Map<String, LossTotals> totals(Map<String, Counter> counters) {
        Map<String, LossTotals> totals = new LinkedHashMap<>();
        counters.forEach((name, counter) -> totals.put(name, counter.totals()));
        return totals;
    }

    private static final class Counter {
        private final String name;
        private final Map<CaseVerdict, Long> verdicts = new EnumMap<>(CaseVerdict.class);
        private final Map<ExpectedFailure.Kind, Long> asExpected = new EnumMap<>(ExpectedFailure.Kind.class);
        private long cases;
        private long values;
        private long bitEqual;
        private LossTotals.Worst worstOutput = LossTotals.Worst.NONE;
        private LossTotals.Worst worstGradient = LossTotals.Worst.NONE;

        Counter(String name) {
            this.name = name;
        }

        void add(Counted result) {
            cases++;
            verdicts.merge(result.verdict(), 1L, Long::sum);
            result.asExpected().ifPresent(kind -> asExpected.merge(kind, 1L, Long::sum));
            for (Counted.Quantity quantity : result.quantities()) {
                values += quantity.values();
                bitEqual += quantity.bitEqual();
                if (quantity.output()) {
                    worstOutput = worstOutput.with(quantity, result.caseId());
                } else {
                    worstGradient = worstGradient.with(quantity, result.caseId());
                }
            }
        }

        LossTotals totals() {
            Counts counts = new Counts(
                    cases,
                    count(CaseVerdict.PASSED),
                    count(CaseVerdict.FAILED),
                    count(CaseVerdict.ERRORED),
                    count(CaseVerdict.UNSUPPORTED),
                    count(CaseVerdict.TIMED_OUT),
                    values,
                    bitEqual,
                    asExpected.getOrDefault(ExpectedFailure.Kind.WILL_NOT_FIX, 0L),
                    asExpected.getOrDefault(ExpectedFailure.Kind.TO_FIX, 0L));
            return new LossTotals(name, counts, worstOutput, worstGradient);
        }

        private long count(CaseVerdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }
    }
}
