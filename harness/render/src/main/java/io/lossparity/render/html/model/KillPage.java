package io.lossparity.render.html.model;

import io.lossparity.report.kills.KillMatrix;
import java.util.List;
import java.util.stream.Stream;

/**
 * The page about the mutants of a loss.
 *
 * @param matrix which case rejects which mutant
 * @param heat how its cases are grouped
 * @param overview all losses
 */
public record KillPage(KillMatrix matrix, KillHeat heat, KillOverview overview) {
    private static final int MOST_WORTH = 20;
    private static final int MOST_IDLE = 500;
    private static final int MOST_EXAMPLES = 3;

    /** Makes the page. */
    public static KillPage of(KillMatrix matrix, KillOverview overview) {
        return new KillPage(matrix, KillHeat.of(matrix), overview);
    }

    /** Returns the loss's row of the overview. */
    public KillOverview.Row totals() {
        return overview.rows().stream()
                .filter(row -> row.loss().equals(matrix.loss()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns some of the cases that reject a mutant. */
    public List<String> examples(KillMatrix.Row row) {
        return row.kills().stream()
                .limit(MOST_EXAMPLES)
                .mapToObj(matrix.cases()::get)
                .toList();
    }

    /** Returns the cases that are worth most. */
    public List<KillMatrix.Worth> worth() {
        return matrix.worth().stream().limit(MOST_WORTH).toList();
    }

    /** Returns the cases that reject no mutant, and a remark if they are too many for a page. */
    public List<String> idle() {
        List<String> idle = matrix.idle();
        return idle.size() <= MOST_IDLE
                ? idle
                : Stream.concat(idle.stream().limit(MOST_IDLE), Stream.of("and " + (idle.size() - MOST_IDLE) + " more"))
                        .toList();
    }
}
