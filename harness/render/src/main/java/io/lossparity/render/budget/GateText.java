package io.lossparity.render.budget;

import io.lossparity.render.text.Rerun;
import io.lossparity.render.text.Templates;
import io.lossparity.report.budget.Budget;
import io.lossparity.report.budget.Excess;
import io.lossparity.report.stream.RunReport;
import java.util.List;

/**
 * A report and its budget, limited to what fits on a page.
 *
 * @param report the report
 * @param comparison the comparison with the budget; null if the port does not conform
 * @param decision the decision in words, as the terminal shows it
 * @param passed whether the port passes the gate
 */
public record GateText(RunReport report, Budget.Comparison comparison, String decision, boolean passed) {
    private static final int MOST_SHOWN = 20;

    /** Renders it for a pull request or a job summary. */
    public String markdown() {
        return Templates.markdown("gate-markdown.jte", this);
    }

    /** Returns the first limits that are exceeded. */
    public List<Excess> excesses() {
        return comparison == null
                ? List.of()
                : comparison
                        .excesses()
                        .subList(0, Math.min(MOST_SHOWN, comparison.excesses().size()));
    }

    /** Returns how many exceeded limits are not shown. */
    public int hidden() {
        return comparison == null
                ? 0
                : comparison.excesses().size() - excesses().size();
    }

    /** Returns the command that shows what is beyond its limit. */
    public String alone(Excess excess) {
        return alone(report, excess);
    }

    /** Returns the command that shows what is beyond its limit. */
    public static String alone(RunReport report, Excess excess) {
        return excess.worstCase().isEmpty()
                ? "./lossparity list --ids --loss " + excess.quantity().loss() + " --dtype "
                        + excess.quantity().dtype()
                : Rerun.explain(report.header().port().asGiven(), excess.worstCase());
    }
}
