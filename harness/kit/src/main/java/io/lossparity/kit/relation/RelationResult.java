package io.lossparity.kit.relation;

/**
 * What came of one relation.
 *
 * @param id the id, from which everything about it can be made again
 * @param loss the class name in {@code torch.nn}
 * @param dtype PyTorch's name of the element type
 * @param relation the relation's name
 * @param formula what ought to hold
 * @param verdict whether it does
 * @param worst the greatest error in units of what is allowed for it; above 1 it is broken, 0 if both sides are equal
 * @param message what is wrong, and the command that checks it alone; empty if it holds
 * @param nanos how long it took, drawing the inputs included
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
    /** What the id of every relation begins with. */
    public static final String ID_PREFIX = "relation/";

    /** Returns whether an id or a pattern of ids is one of relations. */
    public static boolean isRelation(String id) {
        return id.startsWith(ID_PREFIX);
    }

    /** Returns the first line of the message. */
    public String headline() {
        return message.lines().findFirst().orElse("");
    }
}
