package io.lossparity.kernel.float32;

/** result[i] = data[source[i]]. */
public final class BroadcastFloat32 {
    private BroadcastFloat32() {}

    /** Returns the elements that stand at the given positions. */
    public static float[] gathered(float[] data, int[] source) {
        float[] result = new float[source.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[source[i]];
        }
        return result;
    }
}
