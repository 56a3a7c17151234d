package io.lossparity.render.markdown;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.render.html.model.LossText;
import io.lossparity.report.budget.Fidelity;
import io.lossparity.report.budget.Fidelity.Measurement;
import io.lossparity.report.budget.Measure;
import io.lossparity.report.budget.Quantity;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The content of the parity report of a loss.
 *
 * @param report the report
 * @param totals the counts of the loss
 * @param files the counts of each element type
 * @param quantities the measurements of output and gradients in the cases that passed
 * @param cases the cases of the loss
 */
public record LossParity(
        RunReport report, LossTotals totals, List<LossTotals> files, List<Row> quantities, List<CaseLine> cases) {
    private static final int MOST_FAILURES = 20;

    /** Makes the lists unmodifiable. */
    public LossParity {
        files = List.copyOf(files);
        quantities = List.copyOf(quantities);
        cases = List.copyOf(cases);
    }

    /**
     * A quantity and its measurements.
     *
     * @param quantity the quantity
     * @param measured its measurements
     */
    public record Row(Quantity quantity, Map<Measure, Measurement> measured) {
        /** Returns a measured value in words. */
        public String text(Measure measure) {
            return measure.number(measured.get(measure).value());
        }

        /** Returns the id of the case that contributes most; empty if the quantity is exact. */
        public String worst(Measure measure) {
            return measured.get(measure).worstCase();
        }
    }

    /** Returns the rows of a loss: output and gradients of each element type. */
    static List<Row> quantities(String loss, Fidelity fidelity) {
        return fidelity.measured().entrySet().stream()
                .filter(entry -> entry.getKey().loss().equals(loss))
                .filter(entry -> !entry.getKey().name().equals(Quantity.ERROR))
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns how far port and PyTorch are from the truth, in the order of {@link #quantities}. */
    public List<Distances> distances() {
        return ReportTotals.distances(cases).stream()
                .sorted(Comparator.comparing(Distances::dtype).thenComparing(Distances::tensor))
                .toList();
    }

    /** Returns the loss's summary; empty if it is not known. */
    public String summary() {
        return LossText.of(totals.name()).map(LossText::summary).orElse("");
    }

    /** Returns the lines of the formula. */
    public List<String> formula() {
        return LossText.of(totals.name()).map(LossText::formula).orElse(List.of());
    }

    /** Returns the meaning of the letters in the formula, and the elements that one loss belongs to. */
    public String where() {
        return LossText.of(totals.name())
                .map(text -> text.where() + " " + text.each())
                .orElse("");
    }

    /** Returns how many relations of the loss hold, are broken, and are so as expected; empty if none was checked. */
    public String relations() {
        RelationTotals all = report.footer().relations();
        List<RelationLine> lines = report.relations().stream()
                .filter(line -> line.loss().equals(totals.name()))
                .toList();
        return all == null || lines.isEmpty()
                ? ""
                : RelationLine.totals(all.scope(), all.seed(), lines.size(), lines)
                        .words();
    }

    /** Returns the first cases that did not pass. */
    public List<JobSummary.Failure> failures() {
        return cases.stream()
                .filter(line -> line.verdict().wrong())
                .limit(MOST_FAILURES)
                .map(line -> JobSummary.Failure.of(line, report.header().port().asGiven()))
                .toList();
    }

    /** Returns how many more did not pass. */
    public long moreFailures() {
        long all = cases.stream().filter(line -> line.verdict().wrong()).count();
        return all - Math.min(all, MOST_FAILURES);
    }

    /** Returns how many cases are not supported, by the port's reason. */
    public Map<String, Long> unsupported() {
        return cases.stream()
                .filter(line -> line.verdict() == CaseVerdict.UNSUPPORTED)
                .collect(Collectors.groupingBy(
                        line -> line.message() == null ? "no reason given" : line.message(),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** Returns the element type of a row of {@link #files}. */
    public static String dtype(LossTotals file) {
        return file.name().substring(file.name().indexOf('/') + 1);
    }
}
