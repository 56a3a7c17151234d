package io.lossparity.math;

/**
 * The elementary functions, for both dtypes.
 *
 * <p>All losses take them from here. The names say who calls the function in PyTorch: operations on whole tensors call
 * MKL's functions, loops over single elements call the C library's. Each function has a model here, except MKL's exp
 * and log in float64. Ours are almost always correctly rounded there, so they agree wherever MKL's round correctly too:
 * for about 99 % of all arguments.
 *
 * <p>The property {@code lossparity.arithmetic=fast} selects the fast arithmetic. It has one function instead of each
 * pair, within 1 ulp, and sums in any order.
 */
public final class Elementary {
    /** The property that chooses the arithmetic: {@code parity} (the default) or {@code fast}. */
    public static final String ARITHMETIC = "lossparity.arithmetic";

    /** Whether the arithmetic is the fast one. */
    public static final boolean FAST = isFast(System.getProperty(ARITHMETIC, "parity"));

    private static final double POWER_ERROR = 0x1p-31; // at least that of GlibcExp.exp2, relative
    private static final double WIDE_POWER_ERROR = 0x1p-58; // at least that of GlibcExp.exp before it rounds, relative

    private Elementary() {}

    private static boolean isFast(String arithmetic) {
        if (!arithmetic.equals("parity") && !arithmetic.equals("fast")) {
            throw new IllegalArgumentException(ARITHMETIC + " is parity or fast, but was " + arithmetic);
        }
        return arithmetic.equals("fast");
    }

    /** Returns the functions of whole ranges. */
    public static ArrayMath arrays() {
        return Providers.CHOSEN;
    }

    /** Returns which provider computes the functions of whole ranges, and why. */
    public static String provider() {
        return Providers.REASON;
    }

    /** Returns the natural logarithm of x as PyTorch's {@code torch.log} computes it, through MKL. */
    public static float tensorLog(float x) {
        return MklLog.log(x);
    }

    /** Returns the natural logarithm of x as PyTorch's {@code torch.log} computes it, through MKL. */
    public static double tensorLog(double x) {
        return FAST ? FastLog.log(x) : ExactLog.log(x);
    }

    /** Returns e to the power of x as PyTorch's {@code torch.exp} computes it, through MKL. */
    public static float tensorExp(float x) {
        return FAST ? FastExp.exp(x) : MklExp.exp(x);
    }

    /** Returns e to the power of x as PyTorch's {@code torch.exp} computes it, through MKL. */
    public static double tensorExp(double x) {
        return FAST ? FastExp.exp(x) : ExactExp.exp(x);
    }

    /** Returns e to the power of x as PyTorch's loops over single elements compute it, through the C library. */
    public static float scalarExp(float x) {
        return FAST ? FastExp.exp(x) : GlibcExp.exp(x);
    }

    /** Returns e to the power of x as PyTorch's loops over single elements compute it, through the C library. */
    public static double scalarExp(double x) {
        return FAST ? FastExp.exp(x) : GlibcExp.exp(x);
    }

    /** Returns the natural logarithm of x as PyTorch's loops over single elements compute it, through the C library. */
    public static float scalarLog(float x) {
        return FAST ? MklLog.log(x) : GlibcLog32.log(x);
    }

    /** Returns the natural logarithm of x as PyTorch's loops over single elements compute it, through the C library. */
    public static double scalarLog(double x) {
        return FAST ? FastLog.log(x) : GlibcLog64.log(x);
    }

    /** Returns an array of this thread for steps in float64, in both dtypes; none of these functions uses it. */
    public static double[] wideBlock() {
        return Scratch.ofThread().wide;
    }

    /** Returns x, which is not negative, to the power of p as the C library's {@code powf} computes it. */
    public static float pow(float x, float p) {
        if (FAST && (p == 2f || p == 0.5f)) {
            return p == 2f ? x * x : sqrt(x);
        }
        if (x == 1f) {
            return 1f; // torch: C's pow(1, NaN) and pow(1, Infinity) are 1; Java's are NaN.
        }
        if (!(x > 0f && x < Float.POSITIVE_INFINITY) || Float.isNaN(p) || Float.isInfinite(p)) {
            return (float) StrictMath.pow(x, p);
        }
        if (p == 2f) {
            double square = (double) x * x;
            float low = (float) (square - square * POWER_ERROR);
            if (low == (float) (square + square * POWER_ERROR)) {
                return low; // powf's error does not change the rounding
            }
        }
        return GlibcExp.exp2(p * GlibcLog32.log2(x));
    }

    /** Returns x, which is not negative, to the power of p as the C library's {@code pow} computes it. */
    public static double pow(double x, double p) {
        if (FAST && (p == 2.0 || p == 0.5)) {
            return p == 2.0 ? x * x : sqrt(x);
        }
        if (x == 1.0) {
            return 1.0; // torch: C's pow(1, NaN) and pow(1, Infinity) are 1; Java's are NaN.
        }
        if (!(x > 0) || Double.isInfinite(x)) {
            return StrictMath.pow(x, p);
        }
        if (p == 2.0 && x > 0x1p-32 && x < 0x1p32) {
            double square = x * x;
            double lost = Math.fma(x, x, -square);
            double low = square + (lost - square * WIDE_POWER_ERROR);
            if (low == square + (lost + square * WIDE_POWER_ERROR)) {
                return low; // pow's error does not change the rounding
            }
        }
        double log = ExactLog.log(x);
        double exponent = p * log;
        return GlibcExp.exp(exponent, Math.fma(p, log, -exponent) + p * ExactLog.rest(x));
    }

    /** Returns the square root of x, correctly rounded. */
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /** Returns the square root of x, correctly rounded. */
    public static double sqrt(double x) {
        return Math.sqrt(x);
    }

    /** Returns the square root of x as PyTorch's {@code torch.sqrt} computes it, through MKL. */
    public static float tensorSqrt(float x) {
        return FAST ? sqrt(x) : MklSqrt.sqrt(x);
    }

    /** Returns the square root of x as PyTorch's {@code torch.sqrt} computes it, through MKL. */
    public static double tensorSqrt(double x) {
        return FAST ? sqrt(x) : MklSqrt.sqrt(x);
    }
}
