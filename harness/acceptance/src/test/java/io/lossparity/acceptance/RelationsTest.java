package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.run.Outcome;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.MutantPort;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.relations.RelationRun;
import io.lossparity.spi.LossCall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own losses keep every relation, and each relation rejects a wrong loss. */
class RelationsTest {
    private static final List<RelationCase> QUICK = RelationCatalogue.cases(RelationScope.QUICK, 42);

    @ParameterizedTest
    @ValueSource(longs = {42, 1, 271828})
    void ourLossesKeepEveryRelation(long seed) {
        Reference reference = Reference.ofOwnLosses();
        List<RelationCase> relations = RelationCatalogue.cases(RelationScope.QUICK, seed);
        assertTrue(relations.size() > 1000, relations.size() + " relations");
        for (RelationCase relation : relations) {
            RelationResult result = relation.check(
                    new RelationRun(call -> new Outcome.Answered(reference.ask(call)), "lossparity", "check"));
            assertEquals(RelationVerdict.HOLDS, result.verdict(), result::message);
        }
    }

    static List<String> relations() {
        return QUICK.stream().map(RelationCase::relation).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("relations")
    void eachRelationRejectsAWrongLoss(String name) {
        List<RelationCase> relations = QUICK.stream()
                .filter(relation -> relation.relation().equals(name))
                .toList();
        Optional<RelationResult> broken = MutantLibrary.all().stream()
                .flatMap(mutant -> relations.stream()
                        .filter(relation -> relation.loss().equals(mutant.loss()))
                        .map(relation -> check(relation, mutant)))
                .filter(result -> result.verdict() == RelationVerdict.BROKEN)
                .findFirst();
        assertTrue(broken.isPresent(), () -> "no wrong loss breaks " + name);
        String message = broken.orElseThrow().message();
        assertTrue(message.startsWith("relation/" + broken.get().loss() + "/"), message);
        assertTrue(message.contains("\n  relation " + name + ": " + broken.get().formula() + "\n"), message);
        assertTrue(message.contains("check --case '" + broken.get().id() + "'"), message);
    }

    private static RelationResult check(RelationCase relation, Mutant mutant) {
        MutantPort port = new MutantPort(mutant);
        return relation.check(new RelationRun(call -> answer(port, call), mutant.id(), "check"));
    }

    private static Outcome answer(MutantPort port, LossCall call) {
        try {
            return new Outcome.Answered(port.evaluate(call));
        } catch (RuntimeException e) {
            return new Outcome.Threw(e);
        }
    }
}
