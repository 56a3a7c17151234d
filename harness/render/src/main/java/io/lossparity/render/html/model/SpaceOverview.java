package io.lossparity.render.html.model;

import io.lossparity.suite.coverage.CaseSpace;
import io.lossparity.suite.coverage.Reason;
import java.util.List;
import java.util.Map;

/**
 * The page about what the golden data cover.
 *
 * @param space what is tested, what not, and why
 * @param tables a table per loss
 */
public record SpaceOverview(CaseSpace space, List<SpaceTable> tables) {
    /** Makes the list unmodifiable. */
    public SpaceOverview {
        tables = List.copyOf(tables);
    }

    /** Makes the page. */
    public static SpaceOverview of(CaseSpace space) {
        return new SpaceOverview(
                space,
                space.losses().stream().map(loss -> SpaceTable.of(space, loss)).toList());
    }

    /** Returns what is untested of a loss, by reason. */
    public Map<Reason, List<CaseSpace.Untested>> untested(SpaceTable table) {
        return space.untestedOf(table.loss());
    }
}
