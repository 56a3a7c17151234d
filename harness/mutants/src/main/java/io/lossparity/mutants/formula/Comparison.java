package io.lossparity.mutants.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A comparison of a formula, which {@link Question#test} makes: right, or as the mistake has it. */
public final class Comparison implements Knob {
    private final String slug;
    private final String where;
    private final String left;
    private final Relation right;
    private final String other;
    private final List<Mistake> variants;

    /** How two numbers are compared. */
    public enum Relation {
        /** Less. */
        LT("<"),
        /** Less or equal. */
        LE("<="),
        /** Greater. */
        GT(">"),
        /** Greater or equal. */
        GE(">="),
        /** Equal. */
        EQ("=="),
        /** Not equal, which a NaN is to anything. */
        NE("!=");

        private final String symbol;

        Relation(String symbol) {
            this.symbol = symbol;
        }

        boolean holds(double a, double b) {
            return switch (this) {
                case LT -> a < b;
                case LE -> a <= b;
                case GT -> a > b;
                case GE -> a >= b;
                case EQ -> a == b;
                case NE -> a != b;
            };
        }
    }

    /**
     * Makes a comparison.
     *
     * @param slug the first part of its mutants' ids
     * @param where what it decides, as in {@code for the linear part}
     * @param left the left side in words
     * @param right the right relation
     * @param other the other side in words
     * @param wrong relations that are mistakes
     */
    public Comparison(String slug, String where, String left, Relation right, String other, Relation... wrong) {
        this.slug = slug;
        this.where = where;
        this.left = left;
        this.right = right;
        this.other = other;
        this.variants = new ArrayList<>(Arrays.stream(wrong)
                .map(relation -> new Variant(this, relation))
                .toList());
    }

    /** Adds other numbers that are compared with by mistake; the right one must be a number. */
    public Comparison moved(double... others) {
        double expected = Double.parseDouble(other);
        for (double moved : others) {
            variants.add(new Moved(this, moved, moved - expected));
        }
        return this;
    }

    @Override
    public List<Mistake> mistakes() {
        return List.copyOf(variants);
    }

    Relation right() {
        return right;
    }

    private String text(Relation relation) {
        return left + " " + relation.symbol + " " + other;
    }

    /**
     * A wrong relation in a comparison.
     *
     * @param comparison the comparison
     * @param relation the wrong relation
     */
    public record Variant(Comparison comparison, Relation relation) implements Mistake {
        @Override
        public String name() {
            return slug();
        }

        @Override
        public String slug() {
            return comparison.slug + "-" + relation.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String words() {
            return comparison.text(relation) + " instead of " + comparison.text(comparison.right) + " "
                    + comparison.where;
        }
    }

    /**
     * A wrong number in a comparison.
     *
     * @param comparison the comparison
     * @param to what is compared with
     * @param by how much greater that is than the right number
     */
    public record Moved(Comparison comparison, double to, double by) implements Mistake {
        @Override
        public String name() {
            return slug();
        }

        @Override
        public String slug() {
            return comparison.slug + "-moved-" + Constant.slug(to);
        }

        @Override
        public String words() {
            return comparison.left + " " + comparison.right.symbol + " " + Constant.text(to) + " instead of "
                    + comparison.text(comparison.right) + " " + comparison.where;
        }
    }
}
