package io.lossparity.relations;

import io.lossparity.spi.DType;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Numbers drawn from an id: the same id gives the same numbers on any machine.
 *
 * <p>The seed is the FNV-1a hash (64 bits) of the id in UTF-8. The bits come from {@code SplittableRandom.nextLong},
 * which is SplitMix64. Everything else is computed from them by integer and IEEE arithmetic and StrictMath.
 */
final class Draw {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int FLOAT_BITS = 24;
    private static final int DOUBLE_BITS = 53;

    private final SplittableRandom random;

    private Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Starts the numbers of an id. */
    static Draw of(String id) {
        long hash = FNV_OFFSET;
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return new Draw(hash);
    }

    /** Returns the given number of random bits, up to 63. */
    long bits(int count) {
        return random.nextLong() >>> (Long.SIZE - count);
    }

    /** Returns an integer from low to high, both included; the bias is below 2^-31 times the range. */
    int between(int low, int high) {
        return low + (int) ((bits(31) * (high - low + 1L)) >>> 31);
    }

    /** Returns 1 or -1. */
    int sign() {
        return bits(1) == 0 ? 1 : -1;
    }

    /** Returns a value between the two, with all digits of the element type. */
    double fine(DType dtype, double low, double high) {
        int bits = dtype == DType.FLOAT64 ? DOUBLE_BITS : FLOAT_BITS;
        double value = low + (high - low) * (bits(bits) * Math.scalb(1.0, -bits));
        return dtype == DType.FLOAT64 ? value : (float) value;
    }

    /** Returns a multiple of the step between the two, both included; the step is a power of two. */
    double coarse(double low, double high, double step) {
        return step * between((int) Math.ceil(low / step), (int) Math.floor(high / step));
    }

    /** Returns a permutation of 0 to count - 1 that moves elements if there are at least two. */
    int[] permutation(int count) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = between(0, i - 1); // Sattolo's: a single cycle
            int swapped = places[i];
            places[i] = places[j];
            places[j] = swapped;
        }
        return places;
    }
}
