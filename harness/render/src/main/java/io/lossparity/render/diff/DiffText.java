package io.lossparity.render.diff;

import io.lossparity.kit.text.Numbers;
import io.lossparity.render.text.Templates;
import io.lossparity.report.diff.ErrorGrowth;
import io.lossparity.report.diff.ReportDiff;
import java.util.List;

/**
 * A diff as text, limited to what fits.
 *
 * @param diff the diff
 * @param limit how many groups, or ids, of a kind are shown
 */
public record DiffText(ReportDiff diff, int limit) {
    /** Renders a diff for a terminal. */
    public static String plain(ReportDiff diff, int limit) {
        return Templates.plain("diff-text.jte", new DiffText(diff, limit));
    }

    /** Renders a diff for a pull request or a job summary. */
    public static String markdown(ReportDiff diff, int limit) {
        return Templates.markdown("diff-markdown.jte", new DiffText(diff, limit));
    }

    /** Returns the first lines of a kind. */
    public <T> List<T> shown(List<T> lines) {
        return lines.subList(0, Math.min(limit, lines.size()));
    }

    /** Returns how many lines of a kind are not shown. */
    public int hidden(List<?> lines) {
        return Math.max(0, lines.size() - limit);
    }

    /** Returns the cases whose verdict changed, and new ones that fail, grouped. */
    public List<ChangeGroup> verdicts() {
        return ChangeGroup.ofVerdicts(diff.verdictChanges());
    }

    /** Returns the relations whose verdict changed, grouped. */
    public List<ChangeGroup> relations() {
        return ChangeGroup.ofVerdicts(diff.relationChanges());
    }

    /** Returns the errors that grew, grouped. */
    public List<ChangeGroup> growths() {
        return ChangeGroup.ofGrowth(diff.errorGrowth());
    }

    /** Returns whether nothing changed. */
    public boolean same() {
        return diff.verdictChanges().isEmpty()
                && diff.relationChanges().isEmpty()
                && diff.errorGrowth().isEmpty()
                && diff.added().isEmpty()
                && diff.removed().isEmpty()
                && !diff.regression();
    }

    /** Returns the port of the new report as the command line takes it. */
    public String port() {
        return diff.after().given();
    }

    /** Returns one of the runs in a line. */
    public static String run(ReportDiff.Run run) {
        return run.port() + ", golden data " + run.dataVersion() + ": " + run.passed() + " of " + run.cases()
                + " cases passed, "
                + (run.relations().isEmpty() ? "" : "relations: " + run.relations() + ", ")
                + (run.conforms() ? "conforms" : run.asExpected() ? "as expected" : "does not conform");
    }

    /** Returns by how much an error grew. */
    public static String growth(ErrorGrowth growth) {
        String factor = growth.factor() == null ? "it was exact" : Numbers.distance(growth.factor()) + " times";
        return growth.measure().words() + " " + Numbers.distance(growth.before()) + " -> "
                + Numbers.distance(growth.after()) + " " + growth.measure().unit() + " (" + factor + ")";
    }

    /** Returns the verdict on the diff. */
    public String decision() {
        return diff.regression()
                ? "REGRESSION: " + String.join("; ", diff.regressions())
                : same() ? "no change" : "no regression";
    }
}
