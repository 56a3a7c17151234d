package io.lossparity.mutants.formula;

/** What stands for max(z, 0) in a loss with a margin. */
public enum Hinge implements Mistake {
    /** Its smooth form. */
    SOFT("log(1 + e^z) stands for max(z, 0)") {
        @Override
        public Var of(Var z) {
            return z.negated().exactLogSigmoid().negated();
        }
    },
    /** Its square. */
    SQUARED("max(z, 0) is squared") {
        @Override
        public Var of(Var z) {
            return z.clampedAtZero().squared();
        }
    },
    /** The magnitude. */
    ABSOLUTE("|z| stands for max(z, 0)") {
        @Override
        public Var of(Var z) {
            return z.abs();
        }
    };

    private final String words;

    Hinge(String words) {
        this.words = words;
    }

    /** Returns what stands for max(z, 0). */
    public abstract Var of(Var z);

    @Override
    public String slug() {
        return "hinge-" + Mistake.super.slug();
    }

    @Override
    public String words() {
        return words;
    }
}
