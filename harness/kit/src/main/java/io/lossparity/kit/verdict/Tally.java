package io.lossparity.kit.verdict;

import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up results as they come. Not thread-safe. */
public final class Tally {
    private final Counter overall = new Counter("total");
    private final Map<String, Counter> byLoss = new LinkedHashMap<>();
    private final Map<String, Counter> byFile = new LinkedHashMap<>();
    private final DistanceTally distances = new DistanceTally();
    private final Map<String, Map<String, Long>> withoutGradients = new LinkedHashMap<>();
    private int partial;

    /** Creates a tally of nothing. */
    public Tally() {}

    /** Adds a result. */
    public void add(CaseResult result) {
        add(Counted.of(result));
    }

    /** Adds what is to be counted of a result. */
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
        private int cases;
        private int passed;
        private int failed;
        private int errored;
        private int unsupported;
        private int timedOut;
        private long values;
        private long bitEqual;
        private int willNotFix;
        private int toFix;
        private LossTotals.Worst worstOutput = LossTotals.Worst.NONE;
        private LossTotals.Worst worstGradient = LossTotals.Worst.NONE;

        Counter(String name) {
            this.name = name;
        }

        void add(Counted result) {
            cases++;
            switch (result.verdict()) {
                case "passed" -> passed++;
                case "failed" -> failed++;
                case "errored" -> errored++;
                case "unsupported" -> unsupported++;
                case "timed out" -> timedOut++;
                default -> throw new IllegalArgumentException("no verdict is '" + result.verdict() + "'");
            }
            result.asExpected().ifPresent(kind -> {
                switch (kind) {
                    case WILL_NOT_FIX -> willNotFix++;
                    case TO_FIX -> toFix++;
                }
            });
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
            return new LossTotals(
                    name,
                    cases,
                    passed,
                    failed,
                    errored,
                    unsupported,
                    timedOut,
                    values,
                    bitEqual,
                    willNotFix,
                    toFix,
                    worstOutput,
                    worstGradient);
        }
    }
}
