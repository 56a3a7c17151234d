package io.lossparity.ports.lossparity;

import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.losses.Into;
import io.lossparity.losses.KLDivLoss;
import io.lossparity.losses.MarginRankingLoss;
import io.lossparity.losses.TripletMarginLoss;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;

/** The calls of losses whose arguments or gradients do not fit an input and a target. */
final class Backwards {
    private Backwards() {}

    /** Returns the gradient of the target, which PyTorch may have where the input has none. */
    static FloatTensor targetGradient(KLDivLoss loss, FloatTensor input, FloatTensor target, GradOutput gradOutput) {
        Into into = gradOutput.into(new Into()::gradOutput, Into::new);
        if (target instanceof Float32Tensor) {
            float[] gradient = new float[target.size()];
            loss.compute(into.gradient("target", gradient), input, target);
            return Float32Tensor.wrap(target.shape(), gradient);
        }
        double[] gradient = new double[target.size()];
        loss.compute(into.gradient("target", gradient), input, target);
        return Float64Tensor.wrap(target.shape(), gradient);
    }

    static FloatTensor hinge(HingeEmbeddingLoss loss, Inputs in, GradOutput gradOutput) {
        FloatTensor x = in.floats("input");
        if (in.isInteger("target")) {
            Int64Tensor signs = in.signs("target");
            return gradOutput.into(g -> loss.backward(g, x, signs), () -> loss.backward(x, signs));
        }
        FloatTensor y = in.floats("target");
        return gradOutput.into(g -> loss.backward(g, x, y), () -> loss.backward(x, y));
    }

    static CosineEmbeddingLoss.Gradients<FloatTensor> cosine(
            CosineEmbeddingLoss loss, Inputs in, GradOutput gradOutput) {
        FloatTensor x1 = in.floats("input1");
        FloatTensor x2 = in.floats("input2");
        if (in.isInteger("target")) {
            Int64Tensor signs = in.signs("target");
            return gradOutput.into(g -> loss.backward(g, x1, x2, signs), () -> loss.backward(x1, x2, signs));
        }
        FloatTensor y = in.floats("target");
        return gradOutput.into(g -> loss.backward(g, x1, x2, y), () -> loss.backward(x1, x2, y));
    }

    static Map<String, FloatTensor> ranking(MarginRankingLoss loss, Inputs in, GradOutput gradOutput) {
        FloatTensor x1 = in.floats("input1");
        FloatTensor x2 = in.floats("input2");
        FloatTensor y = in.floats("target");
        if (!in.requiresGrad("target")) {
            MarginRankingLoss.Gradients<FloatTensor> grads =
                    gradOutput.into(g -> loss.backward(g, x1, x2, y), () -> loss.backward(x1, x2, y));
            return Map.of("input1", grads.input1(), "input2", grads.input2());
        }
        MarginRankingLoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, x1, x2, y), () -> loss.backwardAll(x1, x2, y));
        return Map.of("input1", all.input1(), "input2", all.input2(), "target", all.target());
    }

    static Map<String, FloatTensor> triplet(TripletMarginLoss loss, Inputs in, GradOutput gradOutput) {
        FloatTensor anchor = in.floats("anchor");
        FloatTensor positive = in.floats("positive");
        FloatTensor negative = in.floats("negative");
        TripletMarginLoss.Gradients<FloatTensor> grads = gradOutput.into(
                g -> loss.backward(g, anchor, positive, negative), () -> loss.backward(anchor, positive, negative));
        return Map.of("anchor", grads.anchor(), "positive", grads.positive(), "negative", grads.negative());
    }

    /** Returns lengths as a tensor; both are tuples, or both are tensors. */
    static Int64Tensor lengths(Inputs inputs, String name, String other) {
        if (inputs.isTuple(name) != inputs.isTuple(other)) {
            throw new IllegalArgumentException(
                    "CTCLoss: " + name + " must be a tuple if " + other + " is one, and a tensor if it is a tensor");
        }
        return inputs.isTuple(name) ? Int64Tensor.vector(inputs.tuple(name)) : inputs.integers(name);
    }
}
