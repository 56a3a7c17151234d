package io.lossparity.kit.relation;

import io.lossparity.kit.run.Outcome;
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
 * @param rerun the command that messages offer, without the id
 */
public record RelationRun(Function<LossCall, Outcome> port, String name, String rerun) {
    /** After so many relations whose calls did not return, a run is given up. */
    public static final int MOST_TIMED_OUT = 20;

    /** Returns what came of one relation. */
    public RelationResult check(RelationCase relation) {
        return relation.check(port, name, rerun);
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
