package io.lossparity.relations;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.relations.Recipe.Grain;
import io.lossparity.spi.DType;

/** A relation of one loss, at one setting of its parameters, element type, shape and seed. */
public final class RelationCase {
    private static final int MOST_DRAWS = 10_000;
    private static final double CLEARANCE = 4 * FiniteDifferences.STEP;

    private final RelationId id;
    private final Relation relation;
    private final Subject subject;

    RelationCase(RelationId id, Relation relation, Subject subject) {
        this.id = id;
        this.relation = relation;
        this.subject = subject;
    }

    /** Returns the id, from which the same inputs are drawn on any machine. */
    public String id() {
        return id.toString();
    }

    /** Returns the class name in {@code torch.nn}. */
    public String loss() {
        return id.loss();
    }

    /** Returns the element type. */
    public DType dtype() {
        return id.dtype();
    }

    /** Returns the relation's name. */
    public String relation() {
        return relation.name();
    }

    /** Returns the property that must hold. */
    public String formula() {
        return relation.formula();
    }

    /**
     * Asks the port for both sides and compares them.
     *
     * @param run the port to ask, and the words of messages
     */
    public RelationResult check(RelationRun run) {
        long start = System.nanoTime();
        Draw draw = Draw.of(id());
        int[] dims = id.lengths();
        Probe probe = new Probe(run, subject, draw(draw, dims), dims, draw);
        RelationVerdict verdict = RelationVerdict.HOLDS;
        String message = "";
        try {
            relation.check().accept(probe);
        } catch (NoAnswerException e) {
            verdict = e.verdict();
            message = verdict == RelationVerdict.UNSUPPORTED
                    ? e.getMessage()
                    : message(e.getMessage(), run.name(), run.rerun());
        }
        long nanos = System.nanoTime() - start;
        return new RelationResult(
                id(), loss(), dtype().torchName(), relation(), formula(), verdict, probe.worst(), message, nanos);
    }

    private String message(String problem, String port, String rerun) {
        return id() + ", port " + port + ": " + problem + "\n  relation " + relation() + ": " + formula()
                + "\nrerun this relation alone: " + rerun
                + (rerun.endsWith("=") ? "'" : " --case '") + id() + "'\n";
    }

    private Sample draw(Draw draw, int[] dims) {
        for (int i = 0; i < MOST_DRAWS; i++) {
            Sample sample = subject.draw(new Recipe(draw, dtype(), relation.grain()), id.variant(), dims);
            boolean clear = relation.grain() != Grain.SMOOTH
                    || subject.clearance(sample, dims) > CLEARANCE * subject.sensitivity(dims);
            if (clear) {
                return sample;
            }
        }
        throw new IllegalStateException("no inputs away from where " + loss() + " has no derivative: " + id());
    }

    @Override
    public String toString() {
        return id();
    }
}
