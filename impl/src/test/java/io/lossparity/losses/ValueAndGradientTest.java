package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One call for both gives the bits of forward and backward. */
class ValueAndGradientTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({"float32, NONE", "float32, MEAN", "float32, SUM", "float64, NONE", "float64, MEAN", "float64, SUM"})
    void bothAreThoseOfForwardAndBackward(String dtype, Reduction reduction) {
        boolean single = dtype.equals("float32");
        Shape shape = Shape.of(7, 70);
        FloatTensor x = tensor(single, shape, random::nextGaussian);
        FloatTensor x2 = tensor(single, shape, random::nextGaussian);
        FloatTensor x3 = tensor(single, shape, random::nextGaussian);
        FloatTensor p = tensor(single, shape, random::nextDouble);
        FloatTensor y = tensor(single, shape, () -> random.nextBoolean() ? 1 : 0);
        FloatTensor sign = tensor(single, shape, () -> random.nextBoolean() ? 1 : -1);
        FloatTensor rowSign = tensor(single, Shape.of(7), () -> random.nextBoolean() ? 1 : -1);
        FloatTensor each = tensor(single, reduction == Reduction.NONE ? shape : Shape.scalar(), random::nextGaussian);
        FloatTensor row =
                tensor(single, reduction == Reduction.NONE ? Shape.of(7) : Shape.scalar(), random::nextGaussian);
        Int64Tensor classes = Int64Tensor.of(Shape.of(7), random.longs(7, 0, 70).toArray());
        Int64Tensor labels = Int64Tensor.of(shape, random.longs(490, -1, 70).toArray());

        L1Loss l1 = new L1Loss(reduction);
        assertBoth(l1.forward(x, x2), l1.backward(each, x, x2), l1.valueAndGradient(each, x, x2));
        MSELoss mse = new MSELoss(reduction);
        assertBoth(mse.forward(x, x2), mse.backward(each, x, x2), mse.valueAndGradient(each, x, x2));
        SmoothL1Loss smooth = new SmoothL1Loss(reduction);
        assertBoth(smooth.forward(x, x2), smooth.backward(each, x, x2), smooth.valueAndGradient(each, x, x2));
        KLDivLoss kl = new KLDivLoss(reduction);
        assertBoth(kl.forward(x, p), kl.backward(each, x, p), kl.valueAndGradient(each, x, p));
        for (boolean logInput : new boolean[] {true, false}) {
            PoissonNLLLoss poisson = new PoissonNLLLoss(logInput, true, 1e-8, reduction);
            assertBoth(poisson.forward(p, y), poisson.backward(each, p, y), poisson.valueAndGradient(each, p, y));
        }
        HingeEmbeddingLoss hinge = new HingeEmbeddingLoss(1, reduction);
        assertBoth(hinge.forward(x, sign), hinge.backward(each, x, sign), hinge.valueAndGradient(each, x, sign));
        SoftMarginLoss soft = new SoftMarginLoss(reduction);
        assertBoth(soft.forward(x, sign), soft.backward(each, x, sign), soft.valueAndGradient(each, x, sign));
        BCELoss bce = new BCELoss(y, reduction);
        assertBoth(bce.forward(p, y), bce.backward(each, p, y), bce.valueAndGradient(each, p, y));
        BCEWithLogitsLoss logits = new BCEWithLogitsLoss(p, y, reduction);
        assertBoth(logits.forward(x, y), logits.backward(each, x, y), logits.valueAndGradient(each, x, y));
        MultiLabelSoftMarginLoss multi = new MultiLabelSoftMarginLoss(null, reduction);
        assertBoth(multi.forward(x, y), multi.backward(row, x, y), multi.valueAndGradient(row, x, y));
        NLLLoss nll = new NLLLoss(null, 3, reduction);
        assertBoth(nll.forward(x, classes), nll.backward(row, x, classes), nll.valueAndGradient(row, x, classes));
        CrossEntropyLoss entropy = new CrossEntropyLoss(null, 3, reduction);
        assertBoth(
                entropy.forward(x, classes),
                entropy.backward(row, x, classes),
                entropy.valueAndGradient(row, x, classes));
        MultiMarginLoss margin = new MultiMarginLoss(2, 1, null, reduction);
        assertBoth(
                margin.forward(x, classes), margin.backward(row, x, classes), margin.valueAndGradient(row, x, classes));
        MultiLabelMarginLoss label = new MultiLabelMarginLoss(reduction);
        assertBoth(label.forward(x, labels), label.backward(row, x, labels), label.valueAndGradient(row, x, labels));
        MarginRankingLoss ranking = new MarginRankingLoss(0.5, reduction);
        assertBoth(
                ranking.forward(x, x2, sign),
                ranking.backward(each, x, x2, sign),
                ranking.valueAndGradient(each, x, x2, sign));
        CosineEmbeddingLoss cosine = new CosineEmbeddingLoss(0.1, reduction);
        assertBoth(
                cosine.forward(x, x2, rowSign),
                cosine.backward(row, x, x2, rowSign),
                cosine.valueAndGradient(row, x, x2, rowSign));
        TripletMarginLoss triplet = new TripletMarginLoss(1, 2, 1e-6, true, reduction);
        assertBoth(
                triplet.forward(x, x2, x3), triplet.backward(row, x, x2, x3), triplet.valueAndGradient(row, x, x2, x3));
    }

    @ParameterizedTest
    @CsvSource({"float32, MEAN", "float64, SUM", "float32, NONE"})
    void bothAreThoseOfForwardAndBackwardForSequences(String dtype, Reduction reduction) {
        FloatTensor logProbs =
                tensor(dtype.equals("float32"), Shape.of(12, 2, 5), () -> -3 * random.nextDouble() - 0.1);
        Int64Tensor targets =
                Int64Tensor.of(Shape.of(2, 4), random.longs(8, 1, 5).toArray());
        Int64Tensor frames = Int64Tensor.of(Shape.of(2), 12, 10);
        Int64Tensor lengths = Int64Tensor.of(Shape.of(2), 4, 2);
        Shape output = reduction == Reduction.NONE ? Shape.of(2) : Shape.scalar();
        FloatTensor g = tensor(dtype.equals("float32"), output, random::nextGaussian);
        CTCLoss loss = new CTCLoss().withReduction(reduction);
        assertBoth(
                loss.forward(logProbs, targets, frames, lengths),
                loss.backward(g, logProbs, targets, frames, lengths),
                loss.valueAndGradient(g, logProbs, targets, frames, lengths));
    }

    private static void assertBoth(Object value, Object gradient, ValueAndGradient<?, ?> both) {
        assertEquals(value, both.value());
        assertEquals(gradient, both.gradient());
    }

    private static FloatTensor tensor(boolean single, Shape shape, DoubleSupplier values) {
        double[] data = new double[shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = values.getAsDouble();
        }
        if (!single) {
            return Float64Tensor.of(shape, data);
        }
        float[] floats = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            floats[i] = (float) data[i];
        }
        return Float32Tensor.of(shape, floats);
    }

    static Stream<Loss> losses() {
        return Examples.losses();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void withoutGradOutputItIsOne(Loss loss) throws ReflectiveOperationException {
        for (boolean single : new boolean[] {true, false}) {
            Examples examples = new Examples(single, 3, 7);
            List<Tensor> arguments = List.of(examples.arguments(loss));
            List<Tensor> withOne = new ArrayList<>(arguments);
            withOne.add(0, examples.floats(Shape.scalar(), () -> 1));
            assertEquals(
                    Examples.call(loss, "valueAndGradient", withOne),
                    Examples.call(loss, "valueAndGradient", arguments));
        }
    }

    @Test
    void integerTargetsAreThoseOfTheSameNumbers() {
        Float32Tensor x = Float32Tensor.of(new int[] {2, 3}, 0.5f, -1.25f, 2f, 0.125f, 3.5f, -0.75f);
        Float32Tensor other = Float32Tensor.of(new int[] {2, 3}, 0.25f, 1.5f, 2.5f, -0.5f, 3f, 1f);
        Float32Tensor one = Float32Tensor.scalar(1f);
        HingeEmbeddingLoss hinge = new HingeEmbeddingLoss();
        Float32Tensor signs = Float32Tensor.of(new int[] {2, 3}, 1f, -1f, -1f, 1f, 1f, -1f);
        Int64Tensor integers = Int64Tensor.of(new int[] {2, 3}, 1, -1, -1, 1, 1, -1);
        assertEquals(hinge.valueAndGradient(x, signs), hinge.valueAndGradient(x, integers));
        assertEquals(hinge.valueAndGradient(one, x, signs), hinge.valueAndGradient(one, x, integers));
        CosineEmbeddingLoss cosine = new CosineEmbeddingLoss();
        Float32Tensor rows = Float32Tensor.vector(1f, -1f);
        Int64Tensor integerRows = Int64Tensor.vector(1, -1);
        assertEquals(cosine.valueAndGradient(x, other, rows), cosine.valueAndGradient(x, other, integerRows));
        assertEquals(cosine.valueAndGradient(one, x, other, rows), cosine.valueAndGradient(one, x, other, integerRows));
    }
}
