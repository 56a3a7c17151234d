package io.lossparity.mutants.formula;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A constant of a formula, which {@link Question#of} gives: right, or as the mistake has it. */
public final class Constant implements Knob {
    private static final double SMALL = 1e-3;

    private final String slug;
    private final String what;
    private final double right;
    private final List<Variant> variants;

    /**
     * Makes a constant.
     *
     * @param slug the first part of its mutants' ids
     * @param what what it is, as in {@code the offset of the linear part}
     * @param right its value
     * @param wrong values that are mistakes
     */
    public Constant(String slug, String what, double right, double... wrong) {
        this.slug = slug;
        this.what = what;
        this.right = right;
        this.variants =
                Arrays.stream(wrong).mapToObj(value -> new Variant(this, value)).toList();
    }

    @Override
    public List<Variant> mistakes() {
        return variants;
    }

    double right() {
        return right;
    }

    /** Returns the mistake that it has that value. */
    public Variant with(double value) {
        return new Variant(this, value);
    }

    /** Returns a number as a part of an id, as in {@code minus-0-5}. */
    public static String slug(double value) {
        return text(value).replaceFirst("^-", "minus-").replace('.', '-');
    }

    /** Returns a number in words, as in {@code 0.5} or {@code 1e-8}. */
    public static String text(double value) {
        boolean small = value != 0 && Math.abs(value) < SMALL;
        return small
                ? new DecimalFormat("0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(value)
                        .toLowerCase(Locale.ROOT)
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /**
     * A wrong value of a constant.
     *
     * @param constant the constant
     * @param value the wrong value
     */
    public record Variant(Constant constant, double value) implements Mistake {
        @Override
        public String name() {
            return slug();
        }

        @Override
        public boolean roundsAlike() {
            return true;
        }

        @Override
        public String slug() {
            return constant.slug + "-" + Constant.slug(value);
        }

        @Override
        public String words() {
            return constant.what + " is " + text(value) + " instead of " + text(constant.right);
        }
    }
}
