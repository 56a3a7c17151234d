package io.lossparity.report.budget;

import io.lossparity.report.budget.Fidelity.Measurement;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far a port may be off.
 *
 * @param formatVersion the version of the file's format
 * @param port the port's name
 * @param dataVersion the version of the golden data at the last update
 * @param entries the budget of each quantity, in order
 */
public record Budget(int formatVersion, String port, String dataVersion, List<BudgetEntry> entries) {
    /** The version of the format that this kit writes and reads. */
    public static final int FORMAT_VERSION = 2;

    /** Makes the list unmodifiable, and checks that no quantity has two budgets. */
    public Budget {
        entries = List.copyOf(entries);
        Set<Quantity> keys = new HashSet<>();
        for (BudgetEntry entry : entries) {
            if (!keys.add(entry.key())) {
                throw new IllegalArgumentException("entries: " + entry.key() + " is there twice");
            }
        }
    }

    /** Makes an empty budget for the port of a report. */
    public static Budget empty(RunReport report) {
        return new Budget(
                FORMAT_VERSION,
                report.header().port().name(),
                report.header().data().dataVersion(),
                List.of());
    }

    /**
     * The comparison of a report with a budget.
     *
     * @param excesses the measurements beyond their limits
     * @param unbudgeted the quantities that have no budget yet
     * @param tighter how many quantities could have a tighter budget
     * @param leftOut the losses and types of the budget that the report does not select, as in {@code MSELoss float32}
     * @param problem why the budget cannot judge this report; empty if it can
     */
    public record Comparison(
            List<Excess> excesses, List<Quantity> unbudgeted, int tighter, List<String> leftOut, String problem) {
        /** Makes the lists unmodifiable. */
        public Comparison {
            excesses = List.copyOf(excesses);
            unbudgeted = List.copyOf(unbudgeted);
            leftOut = List.copyOf(leftOut);
        }

        /** Returns whether the budget can judge the report, and every quantity has a budget and is within it. */
        public boolean within() {
            return excesses.isEmpty() && unbudgeted.isEmpty() && problem.isEmpty();
        }

        private Comparison withProblem(String text) {
            return new Comparison(excesses, unbudgeted, tighter, leftOut, text);
        }
    }

    /**
     * Compares a report with this budget, for the losses and types that the report selects.
     *
     * @throws IllegalArgumentException if the report is of another port, or has only some cases of a loss
     */
    public Comparison compare(RunReport report) {
        ReportHeader header = report.header();
        checkComparable(header);
        Comparison comparison = compare(
                Fidelity.of(report),
                header.selection().losses(),
                header.selection().dtypes());
        if (!header.data().dataVersion().equals(dataVersion)) {
            return comparison.withProblem("the budget is of golden data " + dataVersion + ", but the report of "
                    + header.data().dataVersion());
        }
        boolean nothing =
                selected(header.selection().losses(), header.selection().dtypes())
                                .isEmpty()
                        && comparison.unbudgeted().isEmpty();
        return nothing ? comparison.withProblem("the budget has nothing of what the report selects") : comparison;
    }

    /**
     * Compares measurements over all cases of some losses and types with this budget.
     *
     * @param losses the losses; empty for all
     * @param dtypes the types; empty for all
     */
    public Comparison compare(Fidelity fidelity, List<String> losses, List<String> dtypes) {
        List<Excess> excesses = new ArrayList<>();
        int tighter = 0;
        for (BudgetEntry entry : selected(losses, dtypes)) {
            Map<Measure, Measurement> measured = measured(fidelity, entry.key());
            measured.forEach((measure, measurement) -> {
                double limit = entry.limit(measure);
                if (measure.looser(measurement.value(), limit)) {
                    excesses.add(new Excess(entry.key(), measure, measurement.value(), limit, measurement.worstCase()));
                }
            });
            tighter += measured.entrySet().stream()
                            .anyMatch(m -> m.getKey()
                                    .looser(
                                            entry.limit(m.getKey()),
                                            m.getKey().rounded(m.getValue().value())))
                    ? 1
                    : 0;
        }
        List<Quantity> known = entries.stream().map(BudgetEntry::key).toList();
        List<Quantity> unbudgeted = fidelity.measured().keySet().stream()
                .filter(quantity -> !known.contains(quantity))
                .toList();
        List<BudgetEntry> held = selected(losses, dtypes);
        List<String> leftOut = entries.stream()
                .filter(entry -> !held.contains(entry))
                .map(entry -> entry.loss() + " " + entry.dtype())
                .distinct()
                .toList();
        return new Comparison(excesses, unbudgeted, tighter, leftOut, "");
    }

    /**
     * Returns this budget fitted to a report: tightened where possible, loosened where necessary.
     *
     * @param reason why it may get looser; kept with each entry that does
     * @throws IllegalArgumentException if it would get looser and the reason is empty, or the report cannot be compared
     */
    public Budget fitted(RunReport report, String reason) {
        if (reason.isEmpty() && !compare(report).excesses().isEmpty()) {
            throw new IllegalArgumentException("the budget would get looser, and there is no reason");
        }
        checkComparable(report.header());
        String dataVersion = report.header().data().dataVersion();
        Fidelity fidelity = Fidelity.of(report);
        Map<Quantity, BudgetEntry> fitted = new TreeMap<>();
        entries.forEach(entry -> fitted.put(entry.key(), entry));
        for (BudgetEntry entry : selected(
                report.header().selection().losses(),
                report.header().selection().dtypes())) {
            fitted.put(entry.key(), entry.fitted(measured(fidelity, entry.key()), reason, dataVersion));
        }
        fidelity.measured()
                .forEach(
                        (quantity, measured) -> fitted.computeIfAbsent(quantity, key -> BudgetEntry.of(key, measured)));
        return new Budget(FORMAT_VERSION, port, dataVersion, List.copyOf(fitted.values()));
    }

    private void checkComparable(ReportHeader header) {
        if (!header.port().name().equals(port)) {
            throw new IllegalArgumentException("the budget is of the port " + port + ", but the report of "
                    + header.port().name());
        }
        if (!header.selection().cases().isEmpty() || !header.selection().flags().isEmpty()) {
            throw new IllegalArgumentException(
                    "the report is of only some cases; a budget needs all of a loss and type");
        }
    }

    private List<BudgetEntry> selected(List<String> losses, List<String> dtypes) {
        return entries.stream()
                .filter(entry -> losses.isEmpty() || losses.contains(entry.loss()))
                .filter(entry -> dtypes.isEmpty() || dtypes.contains(entry.dtype()))
                .toList();
    }

    /** A quantity that no case has any more keeps its errors, with 0 cases. */
    private Map<Measure, Measurement> measured(Fidelity fidelity, Quantity quantity) {
        Map<Measure, Measurement> none = new EnumMap<>(Map.of(Measure.CASES, new Measurement(0, "")));
        entries.stream().filter(entry -> entry.key().equals(quantity)).forEach(entry -> {
            for (Measure measure : Measure.values()) {
                none.putIfAbsent(measure, new Measurement(entry.limit(measure), ""));
            }
        });
        return fidelity.measured().getOrDefault(quantity, none);
    }
}
