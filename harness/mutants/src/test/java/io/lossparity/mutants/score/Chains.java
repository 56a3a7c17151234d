package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.values;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bugs that put a function before a loss, through which the gradient of the input flows. */
final class Chains {
    private Chains() {}

    /** A function of a whole tensor of a shape. */
    @FunctionalInterface
    interface Before {
        double[] apply(double[] x, int[] shape);
    }

    /** How a gradient flows back through it. */
    @FunctionalInterface
    interface Back {
        double[] apply(double[] gradient, double[] x, double[] result, int[] shape);
    }

    static Behaviour logOfInput(String loss) {
        return before(
                loss,
                (x, shape) -> {
                    double[] logs = x.clone();
                    for (int i = 0; i < x.length; i++) {
                        logs[i] = Math.log(x[i]);
                    }
                    return logs;
                },
                (g, x, logs, shape) -> {
                    double[] back = g.clone();
                    for (int i = 0; i < g.length; i++) {
                        back[i] = g[i] / x[i];
                    }
                    return back;
                });
    }

    /** Answers as that loss does when it is given the function of the input. */
    static Behaviour before(String loss, Before function, Back back) {
        return (call, reference) -> {
            LossOutcome right = reference.right(call);
            if (!(right instanceof Computed)) {
                return right;
            }
            TensorValue input = call.tensor("input");
            double[] x = values(call, "input");
            double[] result = function.apply(x, input.shape());
            Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
            inputs.put("input", Ways.tensor(input.dtype(), input.shape(), result));
            LossOutcome answer = reference.ask(
                    new LossCall(loss, call.dtype(), call.params(), inputs, call.requiresGrad(), call.gradOutput()));
            if (!(answer instanceof Computed computed)) {
                return right;
            }
            TensorValue grad = computed.grads().get("input");
            if (grad == null) {
                return computed;
            }
            double[] flowed = back.apply(Question.values(grad), x, result, input.shape());
            return Ways.withGradient(computed, "input", Ways.tensor(grad.dtype(), grad.shape(), flowed));
        };
    }

    /** Softmax or its logarithm along an axis of a shape. */
    static double[] softmax(double[] x, int[] shape, int axis, boolean log) {
        double[] result = x.clone();
        int size = shape[axis];
        int inner = inner(shape, axis);
        for (int i = 0; i < x.length; i++) {
            if (i / inner % size == 0) {
                double max = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < size; k++) {
                    max = Math.max(max, x[i + k * inner]);
                }
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += Math.exp(x[i + k * inner] - max);
                }
                for (int k = 0; k < size; k++) {
                    double l = x[i + k * inner] - max - Math.log(sum);
                    result[i + k * inner] = log ? l : Math.exp(l);
                }
            }
        }
        return result;
    }

    /** The gradient through a softmax, or through its logarithm, along an axis. */
    static double[] throughSoftmax(double[] g, double[] result, int[] shape, int axis, boolean log) {
        double[] back = g.clone();
        int size = shape[axis];
        int inner = inner(shape, axis);
        for (int i = 0; i < g.length; i++) {
            if (i / inner % size == 0) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    int at = i + k * inner;
                    sum += log ? g[at] : g[at] * result[at];
                }
                for (int k = 0; k < size; k++) {
                    int at = i + k * inner;
                    back[at] = log ? g[at] - Math.exp(result[at]) * sum : result[at] * (g[at] - sum);
                }
            }
        }
        return back;
    }

    private static int inner(int[] shape, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= shape[i];
        }
        return inner;
    }
}
