package io.lossparity.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SummationTest {
    @Test
    void shortRunsAreAddedOneByOne() {
        float[] data = new float[31];
        Arrays.fill(data, 0x1p-25f);
        data[0] = 1f;
        assertEquals(1f, sum(data)); // each addend alone is lost
    }

    @Test
    void blocksAreAddedInLanes() {
        float[] data = new float[32];
        Arrays.fill(data, 0x1p-25f);
        data[0] = 1f;
        assertEquals(1f + 7 * 0x1p-23f, sum(data)); // seven lanes of 2^-23; the lane of the 1 keeps none
    }

    @Test
    void sumsOverAnAxisDropIt() {
        Float64Tensor tensor = Float64Tensor.of(new int[] {2, 3, 2}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertEquals(Float64Tensor.of(new int[] {2, 2}, 9, 12, 27, 30), Summation.sum(tensor, 1));
        assertEquals(Float64Tensor.of(new int[] {2, 3}, 3, 7, 11, 15, 19, 23), Summation.sum(tensor, 2));
    }

    @Test
    void sumOverAnEmptyAxisIsZero() {
        assertArrayEquals(
                new float[] {0f, 0f},
                Summation.sum(Float32Tensor.of(new int[] {2, 0}), 1).toArray());
    }

    @Test
    void sumToIsTheBackwardOfExpand() {
        Float64Tensor small = Float64Tensor.of(new int[] {2, 1}, 1, 10);
        Float64Tensor large = Broadcast.expand(small, Shape.of(3, 2, 2));
        assertArrayEquals(new double[] {1, 1, 10, 10, 1, 1, 10, 10, 1, 1, 10, 10}, large.toArray());
        assertEquals(Float64Tensor.of(new int[] {2, 1}, 6, 60), Broadcast.sumTo(large, small.shape()));
    }

    private static float sum(float[] data) {
        return Summation.sum(Float32Tensor.vector(data)).item();
    }
}
