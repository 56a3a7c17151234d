package io.lossparity.kit.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each element may be off by its own roundings, and by 4 ulp. */
class AllowanceTest {
    private static final Tolerance TOLERANCE = new Tolerance(1000, Tolerance.FLOOR_ULPS, "test");

    private static TensorComparison compare(TensorValue torch, TensorValue port, Roundings roundings) {
        ExactTensor exact = ExactTensor.of(torch);
        return new TensorComparator()
                .compare(
                        "output",
                        torch,
                        port,
                        TOLERANCE,
                        Optional.of(new TensorTruth(exact, exact, List.of(), Optional.of(roundings))));
    }

    /** A large element beside it must not excuse a small one. */
    @ParameterizedTest(name = "{0} instead of {1}, {2} roundings of {3}: {4}")
    @CsvSource({
        // the element's own magnitude
        "1.0, 1.0, 9, NaN, true",
        "0x1.00000cp0, 1.0, 12, NaN, true",
        "0x1.00000ep0, 1.0, 12, NaN, false",
        "0x1.000008p0, 1.0, 1, NaN, true", // 4 ulp
        "0x1.00000ap0, 1.0, 1, NaN, false",
        "0, 1e-7, 60, NaN, false",
        "0, 1e-30, 60, NaN, false",
        "-1e-30, 1e-30, 60, NaN, false",
        "0, 1e-38, 60, NaN, false",
        // what it was summed up from
        "0, 1e-7, 9, 1.0, true",
        "6.3e-7, 1e-7, 9, 1.0, true",
        "6.5e-7, 1e-7, 9, 1.0, false",
        "-1e-7, 1e-7, 2, 1.0, false",
        // a zero that was computed, and one that was not
        "0x1p-149, 0, 1, NaN, true",
        "1e-40, 0, 9, NaN, false"
    })
    void elementIsAcceptedWithinItsRoundings(
            String actual, String expected, double count, double magnitude, boolean accepted) {
        float torch = Float.parseFloat(expected);
        float port = Float.parseFloat(actual);
        TensorComparison comparison = compare(
                TensorValue.ofFloats(new int[] {2}, 1e6f, torch),
                TensorValue.ofFloats(new int[] {2}, 1e6f, port),
                new Roundings(count, Double.NaN, magnitude));
        assertEquals(accepted, comparison.accepted());
        assertEquals(count, comparison.allowedUnits());
    }

    /** A port that is within the roundings of the truth passes, though PyTorch is off to the other side. */
    @ParameterizedTest(name = "{0} where PyTorch has 1e-7 and exact is {1}: {2}")
    @CsvSource({
        "6.3e-7, 1e-7, true",
        "6.5e-7, 1e-7, false",
        "8.3e-7, 3e-7, true",
        "8.5e-7, 3e-7, false",
        "11.6e-7, 20e-7, true", // PyTorch's error counts up to the same number of units
        "11.8e-7, 20e-7, false",
        "6.3e-7, NaN, true",
        "6.5e-7, NaN, false"
    })
    void torchsOwnErrorIsAllowed(String actual, String exact, boolean accepted) {
        ExactTensor truth = ExactTensor.of(exact);
        TensorComparison comparison = new TensorComparator()
                .compare(
                        "output",
                        TensorValue.ofFloats(new int[] {}, 1e-7f),
                        TensorValue.ofFloats(new int[] {}, Float.parseFloat(actual)),
                        TOLERANCE,
                        Optional.of(new TensorTruth(truth, truth, List.of(), Optional.of(new Roundings(9, 1.0)))));
        assertEquals(accepted, comparison.accepted());
        if (exact.equals("3e-7") && !accepted) {
            assertEquals(
                    "off by 7.5e-7, allowed 7.4e-7: 9 roundings of terms up to 1 and PyTorch's own error of 2.0e-7",
                    AllowanceText.of(comparison, comparison.telling().orElseThrow()));
        }
    }

    /** What is used caps the roundings. */
    @Test
    void toleranceIsTheMostThatIsAllowed() {
        ExactTensor exact = ExactTensor.of("1.0");
        TensorComparison capped = new TensorComparator()
                .compare(
                        "output",
                        TensorValue.ofFloats(new int[] {}, 1f),
                        TensorValue.ofFloats(new int[] {}, 0x1.00001p0f),
                        new Tolerance(12, Tolerance.FLOOR_ULPS, "test"),
                        Optional.of(new TensorTruth(exact, exact, List.of(), Optional.of(new Roundings(20)))));
        assertEquals(12, capped.allowedUnits());
        assertEquals(16, capped.maxUnits());
        assertEquals(1, capped.mismatched());
    }

    /** The unit of a zero is less than the least double. */
    @Test
    void zeroOfDoublesHasAUnit() {
        TensorValue torch = TensorValue.ofDoubles(new int[] {}, 0);
        assertEquals(Double.MIN_VALUE, new Allowance(torch, new Roundings(1)).unit(0));
        assertTrue(compare(torch, TensorValue.ofDoubles(new int[] {}, 4 * Double.MIN_VALUE), new Roundings(2))
                .accepted());
        TensorComparison refused =
                compare(torch, TensorValue.ofDoubles(new int[] {}, 64 * Double.MIN_VALUE), new Roundings(2));
        assertEquals(1, refused.mismatched());
        assertEquals(64, refused.maxUnits());
    }

    @Test
    void doublesHaveTheirOwnUnit() {
        TensorValue torch = TensorValue.ofDoubles(new int[] {2}, 1, 1e-200);
        TensorValue within = TensorValue.ofDoubles(new int[] {2}, 1 + 0x9p-52, 1e-200 * (1 + 0x9p-52));
        TensorValue beyond = TensorValue.ofDoubles(new int[] {2}, 1, 1e-200 * (1 + 0x40p-52));
        assertTrue(compare(torch, within, new Roundings(20)).accepted());
        TensorComparison refused = compare(torch, beyond, new Roundings(20));
        assertEquals(1, refused.mismatched());
        assertEquals(List.of(1), refused.telling().orElseThrow().index());
        assertEquals(128, refused.maxUnits(), 4);
    }

    @Test
    void messageSaysHowMuchIsAllowedAndWhy() {
        TensorValue torch = TensorValue.ofFloats(new int[] {2}, 1f, 1e-6f);
        TensorComparison refused = compare(
                torch, TensorValue.ofFloats(new int[] {2}, 1f, 1.0031e-6f), new Roundings(9, Double.NaN, 2.2e-4));
        assertEquals(
                "off by 3.1e-9, allowed 1.2e-10: 9 roundings of terms up to 2.2e-4",
                AllowanceText.of(refused, refused.telling().orElseThrow()));
        TensorComparison few = compare(torch, TensorValue.ofFloats(new int[] {2}, 1.000001f, 1e-6f), new Roundings(1));
        assertEquals(
                "off by 9.5e-7, allowed 4.8e-7: 4 ulp of the element",
                AllowanceText.of(few, few.telling().orElseThrow()));
        TensorComparison integers = new TensorComparator().compare("output", longs(1, 5), longs(1, 8), TOLERANCE);
        assertEquals(
                "off by 3, allowed 0: integers must be equal",
                AllowanceText.of(integers, integers.telling().orElseThrow()));
        TensorComparison special =
                compare(torch, TensorValue.ofFloats(new int[] {2}, Float.NaN, 1e-6f), new Roundings(9));
        assertEquals(
                "NaN and infinities must be the same",
                AllowanceText.of(special, special.telling().orElseThrow()));
    }

    private static TensorValue longs(long... values) {
        return TensorValue.ofIntegers(DType.INT64, new int[] {values.length}, values);
    }

    /** What is most units off may be within 4 ulp; then another element is to blame. */
    @Test
    void tellingElementIsOneThatIsRefused() {
        TensorValue torch = TensorValue.ofFloats(new int[] {2}, 1f, 0x1.fffff0p0f);
        TensorValue port = TensorValue.ofFloats(new int[] {2}, 0x1.000008p0f, 0x1.ffffe4p0f);
        TensorComparison refused = compare(torch, port, new Roundings(2));
        assertEquals(List.of(0), refused.greatest().units().orElseThrow().index());
        assertEquals(List.of(1), refused.telling().orElseThrow().index());
    }
}
