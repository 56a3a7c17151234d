package io.lossparity.mutants.sketch;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** A function of an input that stands before the right loss; the input's gradient flows back through it. */
final class Before {
    private Before() {}

    /**
     * Returns the loss with a function before it.
     *
     * @param name the input's name
     * @param function what becomes of each of its elements
     * @param slope the function's derivative, given the element
     */
    static Behaviour of(String name, DoubleUnaryOperator function, DoubleUnaryOperator slope) {
        return (call, reference) -> {
            LossOutcome right = reference.right(call);
            if (!(right instanceof Computed)
                    || !(call.inputs().get(name) instanceof TensorValue input)
                    || !input.dtype().isFloating()) {
                return right;
            }
            // A function that is computed in float64, as its numbers are, is not rounded before the loss.
            LossCall exact = inFloat64(call);
            TensorValue before = (TensorValue) exact.inputs().get(name);
            LossOutcome asked = reference.ask(Calls.withInput(exact, name, Outcomes.map(before, function)));
            return asked instanceof Computed computed
                    ? rounded(flownBack(computed, name, Outcomes.map(before, slope)), call.dtype())
                    : asked;
        };
    }

    private static LossCall inFloat64(LossCall call) {
        if (call.dtype() == DType.FLOAT64) {
            return call;
        }
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.replaceAll((name, value) -> exact(value));
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.replaceAll((name, value) -> exact(value));
        return new LossCall(
                call.loss(),
                DType.FLOAT64,
                params,
                inputs,
                call.requiresGrad(),
                call.gradOutput().map(own -> (TensorValue) exact(own)));
    }

    private static Object exact(Object value) {
        return value instanceof TensorValue tensor && tensor.dtype() == DType.FLOAT32
                ? TensorValue.ofDoubles(tensor.shape(), Question.values(tensor))
                : value;
    }

    private static Computed rounded(Computed computed, DType dtype) {
        return dtype == DType.FLOAT64
                ? computed
                : Outcomes.changed(computed, tensor -> {
                    double[] exact = Question.values(tensor);
                    float[] single = new float[exact.length];
                    for (int i = 0; i < single.length; i++) {
                        single[i] = (float) exact[i];
                    }
                    return TensorValue.ofFloats(tensor.shape(), single);
                });
    }

    private static Computed flownBack(Computed computed, String name, TensorValue slopes) {
        Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
        grads.computeIfPresent(name, (key, grad) -> times(grad, slopes));
        return new Computed(computed.output(), grads);
    }

    /** A slope of 0 lets nothing through, not even NaN. */
    private static TensorValue times(TensorValue grad, TensorValue slopes) {
        double[] given = Question.values(grad);
        double[] slope = Question.values(slopes);
        double[] product = new double[given.length];
        Arrays.setAll(product, i -> slope[i] == 0 ? 0 : given[i] * slope[i]);
        return TensorValue.ofDoubles(grad.shape(), product);
    }
}
