package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which conditions are said of calls that differ in a number. */
class CaseConditionTest {
    private static List<LossCall> calls(double... margins) {
        TensorValue ones = TensorValue.ofDoubles(new int[] {2}, 1, 1);
        return Arrays.stream(margins)
                .mapToObj(margin -> new LossCall(
                        "MarginRankingLoss",
                        DType.FLOAT64,
                        Double.isNaN(margin) ? Map.of() : Map.of("margin", margin),
                        Map.of("input1", ones, "input2", ones, "target", ones),
                        Set.of(),
                        Optional.empty()))
                .toList();
    }

    private static String between(List<LossCall> within, List<LossCall> without) {
        return CaseCondition.between(within, without).map(CaseCondition::words).orElse("");
    }

    @Test
    void listsOfNumbersAreNotSaid() {
        assertEquals("", between(calls(0.5, 2, 3), calls(1, 4, 5)));
        assertEquals("", between(calls(0.5, 2, 3, -1), calls(1, 4, -2)));
    }

    @Test
    void oneNumberIsSaid() {
        assertEquals("where margin is 0.5", between(calls(0.5, 0.5, 0.5), calls(1, 2, 3)));
        assertEquals("where margin is not 1", between(calls(0.5, 2, 3), calls(1, 1, 1)));
    }

    @Test
    void whatNumbersHaveInCommonIsSaid() {
        assertEquals("where margin is negative", between(calls(-0.5, -2, -3), calls(1, 0, 5)));
        assertEquals("where margin is given", between(calls(-0.5, 2, 0), calls(Double.NaN, Double.NaN, Double.NaN)));
        assertEquals(
                "where margin is not given, so that its default counts",
                between(calls(Double.NaN, Double.NaN, Double.NaN), calls(-0.5, 2, 0)));
    }
}
