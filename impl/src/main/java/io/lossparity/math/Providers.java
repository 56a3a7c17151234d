package io.lossparity.math;

import java.util.Random;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Chooses the provider of the functions of ranges: one that is found and gives the same bits as plain Java, otherwise
 * plain Java. The property {@code lossparity.math} asks for one of them: {@code plain} or {@code vector}.
 */
final class Providers {
    private static final String PROPERTY = "lossparity.math";
    private static final String VECTORS = "jdk.incubator.vector";
    private static final int SAMPLES = 256;

    /** The chosen provider. */
    static final ArrayMath CHOSEN;

    /** The name of the chosen provider, and why it was chosen. */
    static final String REASON;

    static {
        ArrayMath chosen = Elementary.FAST ? new FastMath() : new PlainMath();
        String reason;
        if (System.getProperty(PROPERTY, "vector").equals("plain")) {
            reason = "as -D" + PROPERTY + "=plain asks";
        } else {
            reason = "no other provider is there";
            try {
                for (ArrayMath provider : ServiceLoader.load(ArrayMath.class, ArrayMath.class.getClassLoader())) {
                    if (provider.fast() != Elementary.FAST) {
                        continue;
                    }
                    boolean agrees = agrees(provider);
                    chosen = agrees ? provider : chosen;
                    reason = agrees ? "it gives the bits of plain Java" : provider.name() + " gives other bits";
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                boolean allowed = ModuleLayer.boot().findModule(VECTORS).isPresent();
                reason = allowed ? e.toString() : "Java runs without --add-modules " + VECTORS;
            }
        }
        CHOSEN = chosen;
        REASON = chosen.name() + " (" + reason + ")";
    }

    private Providers() {}

    /** Returns whether the provider gives, for samples of all kinds, the same bits as the functions of one number. */
    private static boolean agrees(ArrayMath provider) {
        Random random = new Random(1);
        float[] floats = new float[SAMPLES];
        double[] doubles = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            floats[i] = i % 4 == 0 ? Float.intBitsToFloat(random.nextInt()) : 4 * random.nextFloat() - 1;
            doubles[i] = i % 4 == 0 ? Double.longBitsToDouble(random.nextLong()) : 4 * random.nextDouble() - 1;
        }
        float[][] ofFloats = {floats.clone(), floats.clone(), floats.clone(), floats.clone()};
        provider.tensorExp(ofFloats[0], 0, SAMPLES);
        provider.tensorLog(ofFloats[1], 0, SAMPLES);
        provider.scalarExp(ofFloats[2], 0, SAMPLES);
        provider.scalarLog(ofFloats[3], 0, SAMPLES);
        double[][] ofDoubles = {doubles.clone(), doubles.clone(), doubles.clone(), doubles.clone()};
        provider.tensorExp(ofDoubles[0], 0, SAMPLES);
        provider.tensorLog(ofDoubles[1], 0, SAMPLES);
        provider.scalarExp(ofDoubles[2], 0, SAMPLES);
        provider.scalarLog(ofDoubles[3], 0, SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            float x = floats[i];
            double wide = doubles[i];
            if (!same(ofFloats[0][i], Elementary.tensorExp(x))
                    || !same(ofFloats[1][i], Elementary.tensorLog(x))
                    || !same(ofFloats[2][i], Elementary.scalarExp(x))
                    || !same(ofFloats[3][i], Elementary.scalarLog(x))
                    || !same(ofDoubles[0][i], Elementary.tensorExp(wide))
                    || !same(ofDoubles[1][i], Elementary.tensorLog(wide))
                    || !same(ofDoubles[2][i], Elementary.scalarExp(wide))
                    || !same(ofDoubles[3][i], Elementary.scalarLog(wide))) {
                return false;
            }
        }
        for (int i = 0; i < SAMPLES; i += 4) {
            floats[i] = i; // a sum that is NaN would say nothing
            doubles[i] = i;
        }
        ArrayMath plain = Elementary.FAST ? new FastMath() : new PlainMath();
        return same(provider.sum(0f, floats, 0, SAMPLES), plain.sum(0f, floats, 0, SAMPLES))
                && same(provider.sum(0.0, doubles, 0, SAMPLES), plain.sum(0.0, doubles, 0, SAMPLES));
    }

    private static boolean same(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }
}
