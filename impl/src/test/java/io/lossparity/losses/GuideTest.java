package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The examples of PyTorch's documentation that print a number; golden data have the others, under {@code guide}. */
class GuideTest {

    @Test
    void multiLabelMarginLossIs0Point8500() {
        Float32Tensor scores = Float32Tensor.of(new int[] {1, 4}, 0.1f, 0.2f, 0.4f, 0.8f);
        Int64Tensor labels = Int64Tensor.of(new int[] {1, 4}, 3, 0, -1, 1);
        assertPrints("0.8500", new MultiLabelMarginLoss().forward(scores, labels));
    }

    private static void assertPrints(String expected, Float32Tensor output) {
        assertEquals(expected, String.format(Locale.ROOT, "%.4f", output.item()));
    }
}
