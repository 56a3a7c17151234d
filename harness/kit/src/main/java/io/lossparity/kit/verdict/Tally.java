package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up results as they come. Not thread-safe. */
public final class Tally {
    private final Counter overall = new Counter("total");
    private final Map<String, Counter> byLoss = new LinkedHashMap<>();
    private final Map<String, Counter> byFile = new LinkedHashMap<>();

    /** Creates a tally of nothing. */
    public Tally() {}

    /** Adds a result. */
    public void add(CaseResult result) {
        String file = result.loss() + "/" + result.dtype().torchName();
        overall.add(result);
        byLoss.computeIfAbsent(result.loss(), Counter::new).add(result);
        byFile.computeIfAbsent(file, Counter::new).add(result);
    }

    /** Returns the totals so far. */
    public Totals totals() {
        return new Totals(overall.totals(), totals(byLoss), totals(byFile));
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
        private LossTotals.Worst worstOutput = LossTotals.Worst.NONE;
        private LossTotals.Worst worstGradient = LossTotals.Worst.NONE;

        Counter(String name) {
            this.name = name;
        }

        void add(CaseResult result) {
            cases++;
            Verdict verdict = result.verdict();
            passed += verdict instanceof Verdict.Passed ? 1 : 0;
            failed += verdict instanceof Verdict.Failed ? 1 : 0;
            errored += verdict instanceof Verdict.Errored ? 1 : 0;
            unsupported += verdict instanceof Verdict.Unsupported ? 1 : 0;
            timedOut += verdict instanceof Verdict.TimedOut ? 1 : 0;
            for (TensorComparison comparison : result.comparisons()) {
                values += comparison.total();
                bitEqual += comparison.bitEqual();
                if (comparison.isOutput()) {
                    worstOutput = worse(worstOutput, comparison, result.caseId());
                } else {
                    worstGradient = worse(worstGradient, comparison, result.caseId());
                }
            }
        }

        private static LossTotals.Worst worse(LossTotals.Worst worst, TensorComparison comparison, String caseId) {
            boolean scaled = comparison.maxScaled() > worst.scaled();
            boolean ulps = comparison.maxUlps() > worst.ulps();
            return new LossTotals.Worst(
                    scaled ? comparison.maxScaled() : worst.scaled(),
                    scaled ? caseId : worst.scaledCase(),
                    ulps ? comparison.maxUlps() : worst.ulps(),
                    ulps ? caseId : worst.ulpsCase());
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
                    worstOutput,
                    worstGradient);
        }
    }
}
