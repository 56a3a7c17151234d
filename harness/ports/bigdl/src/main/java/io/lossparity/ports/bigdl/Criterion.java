package io.lossparity.ports.bigdl;

import com.intel.analytics.bigdl.nn.abstractnn.AbstractCriterion;
import java.util.List;

/**
 * A criterion, and how PyTorch's arguments are converted for it.
 *
 * @param criterion BigDL's criterion
 * @param inputs PyTorch's names of the tensors that form its input: one, or two that form a table
 * @param target how the target is encoded
 */
record Criterion(AbstractCriterion<?, ?, ?> criterion, List<String> inputs, Target target) {

    /** How a target is encoded. */
    enum Target {
        /** Unchanged. */
        VALUES,
        /** Unchanged, in a table of one element. */
        TABLE,
        /** Classes counted from 1, as floating-point numbers. */
        CLASSES
    }

    /** Makes the list unmodifiable. */
    Criterion {
        inputs = List.copyOf(inputs);
    }

    /** Returns the criterion of one input and a target of values. */
    static Criterion ofValues(AbstractCriterion<?, ?, ?> criterion) {
        return new Criterion(criterion, List.of("input"), Target.VALUES);
    }

    /** Returns the criterion of one input and a target of classes. */
    static Criterion ofClasses(AbstractCriterion<?, ?, ?> criterion) {
        return new Criterion(criterion, List.of("input"), Target.CLASSES);
    }

    /** Returns the criterion of a table of two inputs. */
    static Criterion ofPair(AbstractCriterion<?, ?, ?> criterion) {
        return new Criterion(criterion, List.of("input1", "input2"), Target.TABLE);
    }
}
