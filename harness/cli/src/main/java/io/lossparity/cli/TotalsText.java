package io.lossparity.cli;

import io.lossparity.kit.verdict.Totals;
import io.lossparity.render.text.DistanceTable;
import io.lossparity.render.text.TextTable;
import java.io.PrintWriter;

/** What a run adds up to: the counts and worst errors per loss, then how far port and PyTorch are from the truth. */
final class TotalsText {
    private TotalsText() {}

    static void print(Totals totals, PrintWriter out) {
        out.print(TextTable.render(totals));
        out.print(TextTable.legend(totals));
        totals.withoutGradients().forEach(gradient -> out.println(gradient.words()));
        out.println();
        String distances = DistanceTable.render(totals.distances());
        if (!distances.isEmpty()) {
            out.println(distances);
        }
    }
}
