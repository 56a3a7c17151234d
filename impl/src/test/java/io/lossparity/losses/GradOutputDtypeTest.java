package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PyTorch converts an incoming gradient of the other dtype to the output's; so does every loss. */
class GradOutputDtypeTest {
    private static final double INCOMING = 0.1; // not the same number in both dtypes
    private static final Float32Tensor X = Float32Tensor.of(new int[] {2, 2}, 0.5f, 0.25f, 0.75f, 0.125f);
    private static final Float32Tensor Y = Float32Tensor.of(new int[] {2, 2}, 1, -1, 0.5f, 1);
    private static final Float64Tensor WIDE = Float64Tensor.of(new int[] {2, 2}, 0.5, 0.25, 0.75, 0.125);
    private static final Float64Tensor WIDE_Y = Float64Tensor.of(new int[] {2, 2}, 1, -1, 0.5, 1);
    private static final Int64Tensor CLASSES = Int64Tensor.vector(1, 0);
    private static final Int64Tensor LABELS = Int64Tensor.of(new int[] {2, 2}, 1, -1, 0, 1);
    private static final Float32Tensor LOG_PROBS = Float32Tensor.of(new int[] {2, 1, 2}, -0.5f, -1f, -2f, -0.125f);
    private static final Map<String, Function<FloatTensor, Object>> BACKWARD = new TreeMap<>();

    static {
        BACKWARD.put("BCELoss", g -> new BCELoss().backward(g, X, Y));
        BACKWARD.put("BCEWithLogitsLoss", g -> new BCEWithLogitsLoss().backwardAll(g, X, Y));
        BACKWARD.put(
                "CTCLoss",
                g -> new CTCLoss()
                        .backward(
                                g,
                                LOG_PROBS,
                                Int64Tensor.of(new int[] {1, 1}, 1),
                                Int64Tensor.vector(2),
                                Int64Tensor.vector(1)));
        BACKWARD.put("CosineEmbeddingLoss", g -> new CosineEmbeddingLoss().backward(g, X, X, CLASSES));
        BACKWARD.put("CrossEntropyLoss", g -> new CrossEntropyLoss().backward(g, X, CLASSES));
        BACKWARD.put("HingeEmbeddingLoss", g -> new HingeEmbeddingLoss().backward(g, X, LABELS));
        BACKWARD.put("KLDivLoss", g -> new KLDivLoss(Reduction.BATCHMEAN).backwardAll(g, X, X));
        BACKWARD.put("L1Loss", g -> new L1Loss().backwardAll(g, X, Y));
        BACKWARD.put("MSELoss", g -> new MSELoss().backwardAll(g, X, Y));
        BACKWARD.put("MarginRankingLoss", g -> new MarginRankingLoss().backwardAll(g, X, Y, Y));
        BACKWARD.put("MultiLabelMarginLoss", g -> new MultiLabelMarginLoss().backward(g, X, LABELS));
        BACKWARD.put("MultiLabelSoftMarginLoss", g -> new MultiLabelSoftMarginLoss().backwardAll(g, X, Y));
        BACKWARD.put("MultiMarginLoss", g -> new MultiMarginLoss().backward(g, X, CLASSES));
        BACKWARD.put("NLLLoss", g -> new NLLLoss().backward(g, X, CLASSES));
        BACKWARD.put("PoissonNLLLoss", g -> new PoissonNLLLoss().backwardAll(g, X, Y));
        BACKWARD.put("SmoothL1Loss", g -> new SmoothL1Loss().backwardAll(g, X, Y));
        BACKWARD.put("SoftMarginLoss", g -> new SoftMarginLoss().backward(g, X, Y));
        BACKWARD.put("TripletMarginLoss", g -> new TripletMarginLoss().backward(g, X, Y, X));
    }

    static Stream<String> losses() {
        return BACKWARD.keySet().stream();
    }

    @Test
    void everyLossIsHere() {
        assertEquals(
                Arrays.stream(Loss.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .sorted()
                        .toList(),
                losses().toList());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void incomingGradientIsConverted(String loss) {
        Function<FloatTensor, Object> backward = BACKWARD.get(loss);
        assertEquals(
                backward.apply(Float32Tensor.scalar((float) INCOMING)), backward.apply(Float64Tensor.scalar(INCOMING)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void incomingGradientMustHaveTheOutputsShape(String loss) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> BACKWARD.get(loss).apply(Float64Tensor.vector(INCOMING)));
        assertEquals(
                loss + ": gradOutput must have the output's shape [], but was [1]",
                e.getMessage().replaceFirst(" \\(.*", ""));
    }

    @Test
    void float32IsWidened() {
        float incoming = (float) INCOMING;
        assertEquals(
                new MSELoss().backward(Float64Tensor.scalar(incoming), WIDE, WIDE_Y),
                new MSELoss().backward(Float32Tensor.scalar(incoming), WIDE, WIDE_Y));
    }
}
