package io.lossparity.render.markdown;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.LossTotals.Worst;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.render.text.Rerun;
import io.lossparity.render.text.Templates;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report on one screen, for the page that a CI server shows beside a job.
 *
 * @param report the report
 * @param totals its counts
 * @param failures of each defect the first case, up to five
 * @param more how many more cases did not pass
 */
public record JobSummary(RunReport report, Totals totals, List<Failure> failures, long more) {
    /** What the columns of worst errors and bit-equal values say. */
    public static final String LEGEND =
            "Worst are the largest error in units of the element, the unit of rounding times the magnitude that was"
                    + " rounded, and the largest in units in the last place (ulp), which may be another case's; bit-equal is the share of the"
                    + " values compared, and a case that errors, times out or is not rejected has none.";

    private static final int MOST_FAILURES = 5;
    private static final int MOST_DIAGNOSES = 6;
    private static final int LONGEST_MESSAGE = 200;

    /** Makes the list unmodifiable. */
    public JobSummary {
        failures = List.copyOf(failures);
    }

    /**
     * A case that did not pass.
     *
     * @param id its id
     * @param verdict the verdict and what is wrong
     * @param message the first line of what there is to say
     * @param rerun the command that tells everything about it
     */
    public record Failure(String id, String verdict, String message, String rerun) {
        /** Makes the failure from the case's line. */
        static Failure of(CaseLine line, String port) {
            return new Failure(line.id(), line.words(), firstLine(line), Rerun.explain(port, line.id()));
        }

        private static String firstLine(CaseLine line) {
            return brief(line.headline());
        }
    }

    /** Renders the summary of a report. */
    public static String render(RunReport report) {
        String port = report.header().port().asGiven();
        Map<String, Failure> firstOfItsKind = new LinkedHashMap<>();
        long count = 0;
        for (CaseLine line : report.cases()) {
            if (line.surprising()) {
                count++;
                if (firstOfItsKind.size() < MOST_FAILURES) {
                    firstOfItsKind.computeIfAbsent(line.loss() + " " + line.words(), kind -> Failure.of(line, port));
                }
            }
        }
        List<Failure> failures = List.copyOf(firstOfItsKind.values());
        return Templates.markdown(
                "summary.jte",
                new JobSummary(report, ReportTotals.of(report.cases()), failures, count - failures.size()));
    }

    /** Returns of each relation and loss the first that does not hold, up to five. */
    public List<Failure> broken() {
        String port = report.header().port().asGiven();
        Map<String, Failure> firstOfItsKind = new LinkedHashMap<>();
        for (RelationLine line : report.relations()) {
            if (line.surprising() && firstOfItsKind.size() < MOST_FAILURES) {
                firstOfItsKind.computeIfAbsent(
                        line.loss() + " " + line.relation(),
                        kind -> new Failure(
                                line.id(),
                                line.verdict().word(),
                                brief(line.headline()),
                                Rerun.relation(port, line.id())));
            }
        }
        return List.copyOf(firstOfItsKind.values());
    }

    private static String brief(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + " ...";
    }

    /** Returns the classes of expected failures. */
    public List<ExpectedClass> expected() {
        return ExpectedClass.of(report.cases());
    }

    /** Returns the rows: each loss that the port supports, then the total. */
    public List<LossTotals> rows() {
        List<LossTotals> rows = new ArrayList<>(ParityDocs.supported(totals));
        rows.add(totals.overall());
        return rows;
    }

    /** Returns the losses of which no case is supported, in a sentence; empty if there are none. */
    public String unsupported() {
        return ParityDocs.unsupported(totals);
    }

    /** Returns sentences about what is wrong, the first of each loss. */
    public List<String> diagnoses() {
        return report.diagnoses().stream()
                .flatMap(diagnosis -> diagnosis.sentences().stream().limit(1))
                .map(sentence -> sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1))
                .limit(MOST_DIAGNOSES)
                .toList();
    }

    /** Returns the share of bit-equal elements in words. */
    public static String bitEqual(LossTotals row) {
        return Numbers.percent(row.counts().bitEqual(), row.counts().values());
    }

    /** Returns the worst error of a row in words. */
    public static String worst(LossTotals row, Worst worst) {
        if (row.counts().values() == 0) {
            return "\u2013";
        }
        if (worst.units() == 0 && worst.ulps() == 0) {
            return "exact";
        }
        String units = Numbers.distance(worst.units());
        return worst.ulps() == Long.MAX_VALUE ? units : units + ", " + Numbers.distance(worst.ulps()) + " ulp";
    }
}
