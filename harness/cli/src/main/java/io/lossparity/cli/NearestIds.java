package io.lossparity.cli;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import java.util.List;
import java.util.stream.Collectors;

/** Suggests the ids of cases or relations that a user may have meant. */
final class NearestIds {
    /** How the id of a relation begins. */
    static final String RELATION = "relation/";

    private static final int MOST = 5;

    private NearestIds() {}

    /** Returns the end of a message about an id that no relation has. */
    static String ofRelations(String id) {
        return nearest(
                id,
                RelationCatalogue.cases(RelationScope.QUICK, RelationTotals.USUAL_SEED).stream()
                        .map(RelationCase::id)
                        .toList());
    }

    /** Returns the end of a message about an id that no case has. */
    static String ofCases(String id, GoldenData data) {
        List<String> losses = data.manifest().losses();
        String loss = id.replaceFirst("/.*", "");
        if (!losses.contains(loss)) {
            return Nearest.to(loss, losses)
                            .map(near -> "; did you mean " + near)
                            .orElse("") + "; 'lossparity list --ids' lists them all";
        }
        return nearest(
                id,
                data.fixtures(CaseSelection.all().withLosses(List.of(loss)))
                        .flatMap(fixture -> fixture.cases().stream())
                        .map(GoldenCase::id)
                        .toList());
    }

    /** Returns whether a pattern is an id: it stands for one case or relation. */
    static boolean isId(String glob) {
        return !glob.contains("*") && !glob.contains("?");
    }

    private static String nearest(String id, List<String> known) {
        return "; the nearest:"
                + Nearest.several(id, known, MOST).stream()
                        .map(near -> System.lineSeparator() + "  " + near)
                        .collect(Collectors.joining());
    }
}
