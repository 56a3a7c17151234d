package io.lossparity.kit.compare;

import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.spi.DType;
import java.util.Objects;

/**
 * Measures how far numbers of a type are from exact elements.
 *
 * <p>The distance of NaN from NaN is 0, and so is that of an infinity from the same infinity, or from an element that
 * the type rounds to it. Any other distance of a special value is infinite; a distance between finite values is finite.
 */
public final class TruthMeter {
    private final ExactTensor truth;
    private final DType dtype;
    private final int precision;
    private final int leastExponent;

    /**
     * Makes a meter.
     *
     * @param truth the exact elements
     * @param dtype the type of the numbers, a floating-point one
     */
    public TruthMeter(ExactTensor truth, DType dtype) {
        this.truth = Objects.requireNonNull(truth, "truth must not be null");
        this.dtype = dtype;
        this.precision = switch (dtype) {
            case FLOAT64 -> 52;
            case FLOAT32 -> 23;
            case FLOAT16 -> 10;
            case INT64, INT32, UINT8, BOOL ->
                throw new IllegalArgumentException("dtype must be a floating-point type, but was " + dtype.torchName());
        };
        this.leastExponent = dtype == DType.FLOAT64 ? Double.MIN_EXPONENT : dtype == DType.FLOAT32 ? -126 : -14;
    }

    /** Returns the distance in a unit. */
    public double units(double value, int i, double unit) {
        return value == truth.value(i) && truth.remainder(i) == 0 ? 0 : distance(value, i, unit);
    }

    /** Returns the distance in units in the last place of the exact element. */
    public double ulps(double value, int i) {
        return value == truth.value(i) && truth.remainder(i) == 0 ? 0 : distance(value, i, ulp(i));
    }

    /** Returns the exact element in decimals. */
    public String text(int i) {
        return truth.text(i);
    }

    /** Returns the gap between the type's numbers around an element. */
    private double ulp(int i) {
        double value = truth.value(i);
        boolean justBelow = isPowerOfTwo(value) && truth.remainder(i) * value < 0;
        int exponent = Math.max(Math.getExponent(value) - (justBelow ? 1 : 0), leastExponent);
        return Math.scalb(1.0, exponent - precision);
    }

    private static boolean isPowerOfTwo(double value) {
        return (Double.doubleToRawLongBits(value) & ((1L << 52) - 1)) == 0 && value != 0;
    }

    private double distance(double value, int i, double in) {
        double exact = saturated(truth.value(i));
        if (Double.isNaN(value) || Double.isNaN(exact)) {
            return Double.isNaN(value) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Double.isInfinite(value) || Double.isInfinite(exact)) {
            return value == exact ? 0 : Double.POSITIVE_INFINITY;
        }
        double difference = truth.distance(value, i);
        double distance = Double.isInfinite(difference) ? Math.abs(value / in - exact / in) : Math.abs(difference) / in;
        return Math.min(distance, Double.MAX_VALUE);
    }

    /** Returns the double, or the infinity to which the type rounds it if it is beyond the type's range. */
    private double saturated(double exact) {
        boolean beyond = dtype == DType.FLOAT32
                ? Float.isInfinite((float) exact)
                : dtype == DType.FLOAT16 && Math.abs(exact) >= 65520;
        return beyond ? Math.copySign(Double.POSITIVE_INFINITY, exact) : exact;
    }
}
