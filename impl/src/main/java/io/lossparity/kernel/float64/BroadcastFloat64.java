// Derived from BroadcastFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** result[i] = data[source[i]]. */
public final class BroadcastFloat64 {
    private BroadcastFloat64() {}

    /** Takes the elements that stand at the given positions. */
    public static void gathered(double[] result, double[] data, int[] source) {
        for (int i = 0; i < result.length; i++) {
            result[i] = data[source[i]];
        }
    }
}
