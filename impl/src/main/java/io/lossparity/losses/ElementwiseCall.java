package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A call of a loss that computes each element's loss and gradient from the same inputs: both in one pass, so that memory is
 * read once.
 *
 * @param <T> the type of the tensors
 */
abstract class ElementwiseCall<T extends FloatTensor> extends Call<T> {
    private final Reduction reduction;
    private final Shape shape;
    private final T first;
    private final FloatTensor[] others;

    /**
     * The call.
     *
     * @param argument the first argument
     * @param shape the shape of the losses and of the inputs
     * @param first the first input of the loops
     * @param others the other inputs, of which each may be null
     */
    ElementwiseCall(Loss loss, T argument, Shape shape, T first, FloatTensor... others) {
        super(loss, argument, shape);
        this.reduction = loss.reduction();
        this.shape = shape;
        this.first = first;
        this.others = others;
    }

    /** Returns the loops for float32; the last input of the gradient's is the incoming gradient. */
    abstract Loop.Pair<float[]> float32();

    /** Returns the loops for float64; the last input of the gradient's is the incoming gradient. */
    abstract Loop.Pair<double[]> float64();

    /** Returns the incoming gradient as the loop takes it. */
    T incoming(T gradOutput) {
        return gradOutput;
    }

    /** Returns the gradients of what one trains, given what the gradient's loop computed. */
    abstract List<T> trained(T gradient);

    @Override
    final T value() {
        return reduction.apply(shape, float32().losses(), float64().losses(), first, others);
    }

    @Override
    final List<T> gradients(T gradOutput) {
        return trained(ofElements(gradOutput));
    }

    /** Returns what the gradient's loop computes. */
    final T ofElements(T gradOutput) {
        FloatTensor[] inputs = with(incoming(gradOutput));
        return Kernels.fill(shape, float32().gradient(), float64().gradient(), first, inputs);
    }

    @Override
    final ValueAndGradient<T, List<T>> both(T gradOutput) {
        if (reduction.isNone()) {
            return super.both(gradOutput);
        }
        FloatTensor[] inputs = with(incoming(gradOutput));
        Kernels.Two<T> both = Kernels.both(shape, reduction.divisor(shape), float32(), float64(), first, inputs);
        return new ValueAndGradient<>(both.first(), trained(both.second()));
    }

    private FloatTensor[] with(T incoming) {
        FloatTensor[] inputs = Arrays.copyOf(others, others.length + 1);
        inputs[others.length] = incoming;
        return inputs;
    }
}
