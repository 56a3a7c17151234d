package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lossparity.kernel.Kernels;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss may compute any result in any of the given arrays, or in none of them. */
class IntoOrderTest {
    @Test
    void resultsReachTheirArraysWhereverTheyWereComputed() {
        List<Integer> order = new ArrayList<>();
        for (int lent = 0; lent <= 4; lent++) {
            assertOrders(order, lent);
        }
    }

    /** Tries all orders in which four results can be computed, of which only the first ones take lent arrays. */
    private static void assertOrders(List<Integer> order, int lent) {
        if (order.size() == 4) {
            float[][] arrays = new float[4][1];
            Into into = new Into()
                    .value(arrays[0])
                    .gradient("input1", arrays[1])
                    .gradient("input2", arrays[2])
                    .gradient("target", arrays[3]);
            Float32Tensor one = Float32Tensor.scalar(1);
            Into.run(new MarginRankingLoss(), into, new Tensor[] {one, one, one}, a -> new Fixed(a, order, lent));
            String message = "order " + order + ", of which " + lent + " are lent";
            assertArrayEquals(new float[][] {{10}, {11}, {12}, {13}}, arrays, message);
            return;
        }
        for (int result = 0; result < 4; result++) {
            if (!order.contains(result)) {
                order.add(result);
                assertOrders(order, lent);
                order.remove(order.size() - 1);
            }
        }
    }

    /** Computes 10 as the value and 11, 12 and 13 as gradients, in the given order. */
    private static final class Fixed extends Call<FloatTensor> {
        private final FloatTensor[] results = new FloatTensor[4];

        Fixed(GivenArguments arguments, List<Integer> order, int lent) {
            super(new MarginRankingLoss(), arguments.floats(0), Shape.scalar());
            for (int i = 0; i < 4; i++) {
                int number = 10 + order.get(i);
                results[order.get(i)] = i >= lent
                        ? Float32Tensor.scalar(number)
                        : Kernels.map(
                                Shape.scalar(),
                                arguments.floats(0),
                                (out, x) -> out[0] = number,
                                (out, x) -> out[0] = number);
            }
        }

        @Override
        FloatTensor value() {
            return results[0];
        }

        @Override
        List<FloatTensor> gradients(FloatTensor gradOutput) {
            return List.of(results[1], results[2]);
        }

        @Override
        List<FloatTensor> allGradients(FloatTensor gradOutput, Collection<String> names) {
            return List.of(results[1], results[2], results[3]);
        }
    }
}
