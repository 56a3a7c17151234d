package io.lossparity.cli;

import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.run.Outcome;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationRun;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossPort;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The relations that do not hold of a port.
 *
 * @param relations each of them
 */
record BrokenRelations(List<RelationCase> relations) {
    BrokenRelations {
        relations = List.copyOf(relations);
    }

    /** Returns those of all that were asked. */
    static BrokenRelations of(List<RelationCase> asked, List<RelationLine> lines) {
        Set<String> broken = lines.stream()
                .filter(RelationLine::surprising)
                .map(RelationLine::id)
                .collect(Collectors.toSet());
        return new BrokenRelations(asked.stream()
                .filter(relation -> broken.contains(relation.id()))
                .toList());
    }

    /** Returns the ids of those of a loss that do not hold of another port, which has one known mistake. */
    List<String> of(String loss, LossPort mistaken) {
        RelationRun run = new RelationRun(call -> outcome(mistaken, call), mistaken.name(), "");
        return relations.stream()
                .filter(relation -> relation.loss().equals(loss))
                .filter(relation -> run.check(relation).verdict() == RelationVerdict.BROKEN)
                .map(RelationCase::id)
                .toList();
    }

    private static Outcome outcome(LossPort port, LossCall call) {
        try {
            return new Outcome.Answered(port.evaluate(call));
        } catch (Exception e) {
            return new Outcome.Threw(e);
        }
    }
}
