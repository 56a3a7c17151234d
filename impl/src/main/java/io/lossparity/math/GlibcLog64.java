package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The natural logarithm in float64 as PyTorch's loops over single elements compute it, through the C library's
 * {@code log}.
 *
 * <pre>
 *   from 15/16 to below 4361/4096   r = x - 1
 *      hi + lo = r - r^2 / 2        in two doubles
 *      P(r) = (b3 + b4 r + b5 r^2) + r^3 ((b6 + b7 r + b8 r^2) + r^3 ((b9 + b10 r + b11 r^2) + b12 r^3))
 *      log x = hi + (lo + r^3 P(r)) products added with one rounding
 *   elsewhere                       x = 2^k z, z from 11/16 to below 11/8, in 128 intervals of 2^45 doubles
 *      r = z c - 1                  rounded once; c is near the middle's 1 / z
 *      hi + lo = k ln2 - log c + r  in two doubles; log c is a multiple of 2^-43, as is the larger part of ln2
 *      log x = ((lo + a2 r^2) + r^3 (a3 + a4 r + r^2 (a5 + a6 r))) + hi
 * </pre>
 *
 * <p>Correct rounding gives another value for about 1 of 1,000 arguments. {@code GlibcTest} compares this with the
 * results that {@code python -m golden_generator scalars} writes; hundreds of such arguments are among them.
 *
 * <p>The model was found only from glibc's results, for arguments whose logarithm lies close to the middle of two
 * doubles: the double that glibc chose tells on which side the value was before the last rounding. Away from 1 the
 * error there is mostly the rounding of r, which is z times c modulo 2^-61. For arguments that end in many zeros only
 * the last 24 bits of c matter, and only one of the 2^24 possible values explains the results. The next bits were found
 * in the same way, 34 and then all; the first ones follow from the interval. Two facts confirm each c: its logarithm is
 * a multiple of 2^-43 to within 2^-59, and 1 / c is the middle of its interval. The coefficients were fitted to the
 * same results by logistic regression and a random search. The order of operations was found by trying.
 */
final class GlibcLog64 {
    private static final double NEAR_ONE_FROM = 15.0 / 16;
    private static final double NEAR_ONE_TO = 4361.0 / 4096;
    private static final long NEAR_ONE_FROM_BITS = Double.doubleToRawLongBits(NEAR_ONE_FROM);
    private static final long NEAR_ONE_LAST_BITS = Double.doubleToRawLongBits(NEAR_ONE_TO) - 1;
    private static final double B3 = 0x1.5555555555577p-2;
    private static final double B4 = -0x1.ffffffffffdcbp-3;
    private static final double B5 = 0x1.999999995dd0cp-3;
    private static final double B6 = -0x1.555555567400dp-3;
    private static final double B7 = 0x1.24924a3448625p-3;
    private static final double B8 = -0x1.fffffa47bcd72p-4;
    private static final double B9 = 0x1.c71842a1497a8p-4;
    private static final double B10 = -0x1.999eae684ab0cp-4;
    private static final double B11 = 0x1.78181b4cdf8a5p-4;
    private static final double B12 = -0x1.55242fac3fafap-4;

    private static final long LOWEST = 0x3fe6000000000000L;
    private static final int INTERVAL_BITS = 45;
    private static final int EXPONENT_SHIFT = 52;
    private static final long SMALLEST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long LARGEST = Double.doubleToRawLongBits(Double.MAX_VALUE);
    private static final double GRID = 0x1p43;

    // spotless:off
    private static final double[] C = {
        0x1.734f0c3e0de9fp0, 0x1.713786a2ce91fp0, 0x1.6f26008fab5ap0, 0x1.6d1a61f138c7dp0,
        0x1.6b1490bc5b4d1p0, 0x1.69147332f0cbap0, 0x1.6719f18224223p0, 0x1.6524f99a51ed9p0,
        0x1.63356aa8f24c4p0, 0x1.614b36b9ddc14p0, 0x1.5f66452c65c4cp0, 0x1.5d867b5912c4fp0,
        0x1.5babccb5b90dep0, 0x1.59d61f2d91a78p0, 0x1.5805612465687p0, 0x1.56397cee76bd3p0,
        0x1.54725e2a77f93p0, 0x1.52aff42064583p0, 0x1.50f22dbb2bddfp0, 0x1.4f38f4734ded7p0,
        0x1.4d843cfde284p0, 0x1.4bd3ec078a3c8p0, 0x1.4a27fc3e0258ap0, 0x1.4880524d48434p0,
        0x1.46dce1b192d0bp0, 0x1.453d9d3391854p0, 0x1.43a2744b4845ap0, 0x1.420b54115f8fbp0,
        0x1.40782da3ef4b1p0, 0x1.3ee8f5d57fe8fp0, 0x1.3d5d9a00b4ce9p0, 0x1.3bd60c010c12bp0,
        0x1.3a5242b75dab8p0, 0x1.38d22cd9fd002p0, 0x1.3755bc5847a1cp0, 0x1.35dce49ad36e2p0,
        0x1.34679984dd44p0, 0x1.32f5cceffcb24p0, 0x1.3187775a10d49p0, 0x1.301c8373e399p0,
        0x1.2eb4ebb95f841p0, 0x1.2d50a0219a9d1p0, 0x1.2bef9a8b7fd2ap0, 0x1.2a91c7a0c1babp0,
        0x1.293726014b53p0, 0x1.27dfa5757a1f5p0, 0x1.268b39b1d3bbfp0, 0x1.2539d838ff5bdp0,
        0x1.23eb7aac9083bp0, 0x1.22a012ba940b6p0, 0x1.2157996cc4132p0, 0x1.201201dd2fc9bp0,
        0x1.1ecf4494d480bp0, 0x1.1d8f5528f6569p0, 0x1.1c52311577e7cp0, 0x1.1b17c74cb26e9p0,
        0x1.19e010c2c1ab6p0, 0x1.18ab07bb670bdp0, 0x1.1778a25efbcb6p0, 0x1.1648d354c31dap0,
        0x1.151b990275fddp0, 0x1.13f0ea432d24cp0, 0x1.12c8b7210f9dap0, 0x1.11a3028ecb531p0,
        0x1.107fbda8434afp0, 0x1.0f5ee0f4e6bb3p0, 0x1.0e4065d2a9fcep0, 0x1.0d244632ca521p0,
        0x1.0c0a77ce2981ap0, 0x1.0af2f83c636d1p0, 0x1.09ddb98a01339p0, 0x1.08cabaf52e7dfp0,
        0x1.07b9f2f4e28fbp0, 0x1.06ab58c358f19p0, 0x1.059eea5ecf92cp0, 0x1.04949cdd12c9p0,
        0x1.038c6c6f0ada9p0, 0x1.02865137932a9p0, 0x1.0182427ea7348p0, 0x1.008040614b195p0,
        0x1.fe01ff726fa1ap-1, 0x1.fa11cc261ea74p-1, 0x1.f6310b081992ep-1, 0x1.f25f63ceeadcdp-1,
        0x1.ee9c8039113e7p-1, 0x1.eae8078cbb1abp-1, 0x1.e741aa29d0c9bp-1, 0x1.e3a91830a99b5p-1,
        0x1.e01e009609a56p-1, 0x1.dca01e577bb98p-1, 0x1.d92f20b7c9103p-1, 0x1.d5cac66fb5ccep-1,
        0x1.d272caa5ede9dp-1, 0x1.cf26e3e6b2ccdp-1, 0x1.cbe6da2a77902p-1, 0x1.c8b266d37086dp-1,
        0x1.c5894bd5d5804p-1, 0x1.c26b533bb9f8cp-1, 0x1.bf583eeece73fp-1, 0x1.bc4fd75db96c1p-1,
        0x1.b951e0c864a28p-1, 0x1.b65e2c5ef3e2cp-1, 0x1.b374867c9888bp-1, 0x1.b094b211d304ap-1,
        0x1.adbe885f2ef7ep-1, 0x1.aaf1d31603da2p-1, 0x1.a82e63fd358a7p-1, 0x1.a5740ef09738bp-1,
        0x1.a2c2a90ab4b27p-1, 0x1.a01a01393f2d1p-1, 0x1.9d79f24db3c1bp-1, 0x1.9ae2505c7b19p-1,
        0x1.9852ef297ce2fp-1, 0x1.95cbaeea44b75p-1, 0x1.934c69de74838p-1, 0x1.90d4f2f6752e6p-1,
        0x1.8e6528effd79dp-1, 0x1.8bfce9fcc007cp-1, 0x1.899c0dabec30ep-1, 0x1.87427aa2317fbp-1,
        0x1.84f00acb39a08p-1, 0x1.82a49e8653e55p-1, 0x1.8060195f4026p-1, 0x1.7e22563e0a329p-1,
        0x1.7beb377dcb5adp-1, 0x1.79baa679725c2p-1, 0x1.77907f2170657p-1, 0x1.756cadbd6130cp-1,
    };
    // spotless:on
    private static final double A2 = -0x1.0000000000001p-1;
    private static final double A3 = 0x1.555555551306p-2;
    private static final double A4 = -0x1.fffffffebbdb3p-3;
    private static final double A5 = 0x1.999b324d7947ap-3;
    private static final double A6 = -0x1.55575186a2b6ap-3;

    private static final double LN2_HIGH;
    private static final double LN2_LOW;
    private static final double[] MINUS_LOG_C = new double[C.length];

    static {
        BigDecimal ln2 = ExtendedConstants.log(2, 1);
        LN2_HIGH = Math.rint(ln2.doubleValue() * GRID) / GRID;
        LN2_LOW = ExtendedConstants.rest(ln2, LN2_HIGH);
        for (int i = 0; i < C.length; i++) {
            MINUS_LOG_C[i] = -Math.rint(ExactLog.log(C[i]) * GRID) / GRID;
        }
    }

    private GlibcLog64() {}

    /** Returns the natural logarithm of x; NaN below 0, -Infinity at 0. */
    static double log(double x) {
        if (x >= NEAR_ONE_FROM && x < NEAR_ONE_TO) {
            return ofOneAnd(x - 1.0);
        }
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        return x < Double.MIN_NORMAL ? ofNormal(x * 0x1p52, -52) : ofNormal(x, 0);
    }

    /** Returns the logarithm of 1 + r. */
    private static double ofOneAnd(double r) {
        double square = r * r;
        double cube = r * square;
        double half = 0.5 * square;
        double high = r - half;
        double low = r - high - half - 0.5 * Math.fma(r, r, -square);
        double p = Math.fma(cube, B12, Math.fma(square, B11, Math.fma(r, B10, B9)));
        p = Math.fma(cube, p, Math.fma(square, B8, Math.fma(r, B7, B6)));
        p = Math.fma(cube, p, Math.fma(square, B5, Math.fma(r, B4, B3)));
        return high + Math.fma(cube, p, low);
    }

    /** Returns the logarithm of x 2^scale. */
    private static double ofNormal(double x, int scale) {
        long bits = Double.doubleToRawLongBits(x);
        int interval = interval(bits);
        double k = ((bits - LOWEST) >> EXPONENT_SHIFT) + scale;
        return ofParts(k, significand(bits), C[interval], MINUS_LOG_C[interval]);
    }

    /** Replaces each element of a range by its natural logarithm. */
    static void log(double[] x, int from, int to) {
        Scratch.each(x, from, to, GlibcLog64::block);
    }

    private static void block(Scratch scratch, int count) {
        double[] x = scratch.x;
        double[] k = scratch.a;
        double[] z = scratch.b;
        double[] c = scratch.c;
        double[] minusLogC = scratch.d;
        int[] rare = scratch.rare;
        int rares = 0;
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            int interval = interval(bits);
            k[i] = (int) ((bits - LOWEST) >> EXPONENT_SHIFT);
            z[i] = significand(bits);
            c[i] = C[interval];
            minusLogC[i] = MINUS_LOG_C[interval];
            rare[rares] = i; // overwritten unless counted: next to 1, or not a positive normal number
            long outside = bits | (bits - SMALLEST_NORMAL) | (LARGEST - bits);
            rares += (int) ((outside | ~((bits - NEAR_ONE_FROM_BITS) | (NEAR_ONE_LAST_BITS - bits))) >>> 63);
        }
        for (int i = 0; i < count; i++) {
            z[i] = ofParts(k[i], z[i], c[i], minusLogC[i]);
        }
        for (int i = 0; i < rares; i++) {
            z[rare[i]] = log(x[rare[i]]);
        }
        System.arraycopy(z, 0, x, 0, count);
    }

    private static int interval(long bits) {
        return (int) ((bits - LOWEST) >> INTERVAL_BITS) & (C.length - 1);
    }

    private static double significand(long bits) {
        return Double.longBitsToDouble(bits - ((bits - LOWEST) & -1L << EXPONENT_SHIFT));
    }

    /** Returns the logarithm of 2^k z. */
    private static double ofParts(double k, double z, double c, double minusLogC) {
        double r = Math.fma(z, c, -1.0);
        double whole = k * LN2_HIGH + minusLogC;
        double high = whole + r;
        double low = whole - high + r + k * LN2_LOW;
        double square = r * r;
        return low + A2 * square + r * square * (A3 + r * A4 + square * (A5 + r * A6)) + high;
    }
}
