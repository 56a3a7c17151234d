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
 * @param port asks the port, and never throws the port's exceptions
 * @param name the port's name, for messages
 * @param rerun the command that messages show, without the id; the id follows directly if it ends with {@code =},
 *     otherwise after {@code --case}
 * @param capabilities what the port declares; gradients that it does not have are not compared
 */
public record RelationRun(Function<LossCall, Outcome> port, String name, String rerun, Capabilities capabilities) {
    /** Makes the run of a port without restrictions. */
    public RelationRun(Function<LossCall, Outcome> port, String name, String rerun) {
        this(port, name, rerun, Capabilities.everything());
    }

    /** A run is given up after this many relations whose calls did not return. */
    public static final int MOST_TIMED_OUT = 20;

    /** Returns the result of one relation. */
    public RelationResult check(RelationCase relation) {
        return relation.check(this);
    }

    /**
     * Checks relations until the last one, or until the listener stops the run or too many calls hang.
     *
     * @param goesOn receives every result, and returns whether the run goes on
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
