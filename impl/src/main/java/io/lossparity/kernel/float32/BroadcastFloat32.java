package io.lossparity.kernel.float32;

/** result[i] = data[source[i]]. */
public final class BroadcastFloat32 {
    private BroadcastFloat32() {}

    /** Takes the elements that stand at the given positions. */
    public static void gathered(float[] result, float[] data, int[] source) {
        for (int i = 0; i < result.length; i++) {
            result[i] = data[source[i]];
        }
    }
}
