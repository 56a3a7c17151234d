package io.lossparity.relations;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Checks relations one after the other against one port.
 *
 * @param port asks the port and never throws on its account, as a runner does
 * @param name the port's name, for messages
 * @param rerun the command that messages offer, without the id; where it ends with {@code =}, the id follows at once,
 *     otherwise after {@code --case}
 * @param capabilities what the port declares: a gradient that it does not have is left out of what is compared
 */
public record RelationRun(Function<LossCall, Outcome> port, String name, String rerun, Capabilities capabilities) {
    /** Makes the run of a port that declares no restriction. */
    public RelationRun(Function<LossCall, Outcome> port, String name, String rerun) {
        this(port, name, rerun, Capabilities.everything());
    }

    /** After so many relations whose calls did not return, a run is given up. */
    public static final int MOST_TIMED_OUT = 20;

    /** Returns what came of one relation. */
    public RelationResult check(RelationCase relation) {
        return relation.check(this);
    }

    /**
     * Checks relations until they are at an end, the listener has had enough, or too many calls hang.
     *
     * @param goesOn is told of every result, and says whether the run goes on
     */
    public List<RelationResult> run(List<RelationCase> relations, Predicate<RelationResult> goesOn) {
        List<RelationResult> results = new ArrayList<>();
        int timedOut = 0;
        for (RelationCase relation : relations) {
            RelationResult result = check(relation);
            results.add(result);
            timedOut += result.verdict() == RelationVerdict.TIMED_OUT ? 1 : 0;
            if (!goesOn.test(result) || timedOut >= MOST_TIMED_OUT) {
                break;
            }
        }
        return results;
    }
}
