package io.lossparity.cli;

import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.relations.RelationRun;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose relations: properties that a loss has for all inputs. */
final class RelationOptions {
    /** The seed if none is given. */
    static final String SEED = "" + RelationTotals.USUAL_SEED;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--relations",
            paramLabel = "SCOPE",
            defaultValue = "quick",
            description = "Which relations to check; they need no golden data: none, quick, or full, which goes up to a"
                    + " million elements (default: ${DEFAULT-VALUE}). Their ids begin with relation/.")
    private RelationScope scope;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = SEED,
            description = "The seed of the relations' shapes and values (default: ${DEFAULT-VALUE}).")
    private long seed;

    RelationOptions() {}

    /** Returns the selected relations; one that is named by its whole id need not be in the scope. */
    List<RelationCase> of(CaseSelection selection) {
        return of(selection, scope, seed, command.commandLine());
    }

    /** Returns the selected relations of a scope and seed. */
    static List<RelationCase> of(CaseSelection selection, RelationScope some, long itsSeed, CommandLine commandLine) {
        try {
            return RelationCatalogue.cases(some, itsSeed, selection.globs()).stream()
                    .filter(relation -> selection.matchesRelation(relation.loss(), relation.dtype(), relation.id()))
                    .toList();
        } catch (IllegalArgumentException e) {
            String nearest = selection.globs().stream()
                    .filter(glob -> glob.startsWith(NearestIds.RELATION) && NearestIds.isId(glob))
                    .findFirst()
                    .map(NearestIds::ofRelations)
                    .orElse("");
            throw new ParameterException(commandLine, e.getMessage() + nearest, e);
        }
    }

    /**
     * Checks relations.
     *
     * @param whole whether only scope and seed select them
     */
    CheckedRelations check(RelationRun run, List<RelationCase> relations, Expectations expectations, boolean whole) {
        if (relations.isEmpty()) {
            return CheckedRelations.none();
        }
        List<RelationResult> results = run.run(relations, result -> true);
        RelationTotals asked = asked(scope, seed, relations.size());
        return CheckedRelations.of(results, asked, expectations, whole && results.size() == relations.size());
    }

    /** Checks the relations that a run checks by default. */
    static CheckedRelations usual(RelationRun run, Expectations expectations, Consumer<RelationResult> listener) {
        List<RelationCase> relations = RelationCatalogue.cases(RelationScope.QUICK, RelationTotals.USUAL_SEED);
        List<RelationResult> results = run.run(relations, result -> {
            listener.accept(result);
            return true;
        });
        return CheckedRelations.of(
                results,
                asked(RelationScope.QUICK, RelationTotals.USUAL_SEED, relations.size()),
                expectations,
                results.size() == relations.size());
    }

    /** Returns the counts before any result. */
    static RelationTotals asked(RelationScope some, long itsSeed, long expected) {
        return RelationTotals.of(some.word(), itsSeed, expected, List.of());
    }
}
