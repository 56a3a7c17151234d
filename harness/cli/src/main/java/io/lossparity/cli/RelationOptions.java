package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.relation.RelationCase;
import io.lossparity.kit.relation.RelationCatalogue;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationRun;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose relations: what holds of a loss whatever its inputs are. */
final class RelationOptions {
    /** The seed where none is given. */
    static final String SEED = "42";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--relations",
            paramLabel = "SCOPE",
            defaultValue = "quick",
            description =
                    "How many relations to check, which need no golden data: none, quick, or full, which goes to a"
                            + " million elements (default: ${DEFAULT-VALUE}). The ids begin with relation/.")
    private RelationScope scope;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = SEED,
            description = "What the relations' shapes and values are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    RelationOptions() {}

    /** Returns the relations that are selected; one that is named by its whole id need not be in the scope. */
    List<RelationCase> of(CaseSelection selection) {
        return of(selection, scope, seed, command.commandLine());
    }

    /** Returns the relations of a scope and seed that are selected. */
    static List<RelationCase> of(CaseSelection selection, RelationScope some, long itsSeed, CommandLine commandLine) {
        Map<String, RelationCase> cases = new LinkedHashMap<>();
        RelationCatalogue.cases(some, itsSeed).forEach(relation -> cases.put(relation.id(), relation));
        if (some != RelationScope.NONE) {
            for (String id : selection.globs()) {
                if (isWhole(id)) {
                    cases.put(id, named(id, commandLine));
                }
            }
        }
        return cases.values().stream()
                .filter(relation -> selection.matchesRelation(relation.loss(), relation.dtype(), relation.id()))
                .toList();
    }

    private static boolean isWhole(String glob) {
        return RelationCatalogue.isRelation(glob) && glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
    }

    private static RelationCase named(String id, CommandLine commandLine) {
        try {
            return RelationCatalogue.of(id);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
    }

    /** Checks relations against the port of a checker. */
    CheckedRelations check(List<RelationCase> relations, CaseChecker checker, String port, String rerun) {
        if (relations.isEmpty()) {
            return CheckedRelations.none();
        }
        RelationRun run = new RelationRun(checker::ask, port, rerun);
        List<RelationResult> results = run.run(relations, result -> true);
        RelationTotals totals = RelationTotals.of(
                scope.word(),
                seed,
                relations.size(),
                results.stream().map(RelationResult::verdict).toList());
        return new CheckedRelations(results, totals);
    }
}
