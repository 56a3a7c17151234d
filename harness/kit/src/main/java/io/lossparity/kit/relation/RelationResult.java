package io.lossparity.kit.relation;

/**
 * The result of one relation.
 *
 * @param id the id, from which the relation can be made again
 * @param loss the class name in {@code torch.nn}
 * @param dtype PyTorch's name of the element type
 * @param relation the relation's name
 * @param formula the property that must hold
 * @param verdict whether it holds
 * @param worst the greatest error in units of its allowance; above 1 the relation is broken; 0 if both sides are equal
 * @param message what is wrong, and the command that checks only this relation; empty if it holds
 * @param nanos how long the check took, including drawing the inputs
 */
public record RelationResult(
        String id,
        String loss,
        String dtype,
        String relation,
        String formula,
        RelationVerdict verdict,
        double worst,
        String message,
        long nanos) {
    /** The beginning of every relation's id. */
    public static final String ID_PREFIX = "relation/";

    /** Returns whether an id or a pattern of ids is about relations. */
    public static boolean isRelation(String id) {
        return id.startsWith(ID_PREFIX);
    }

    /** Returns the first line of the message. */
    public String headline() {
        return message.lines().findFirst().orElse("");
    }
}
