package io.lossparity.losses;

import io.lossparity.math.Elementary;
import java.util.Locale;

/**
 * How the losses compute. A virtual machine has one arithmetic: the system property {@code lossparity.arithmetic} names
 * it, or {@link #choose} sets it before the first computation.
 */
public enum Arithmetic {
    /** The same bits as PyTorch: its order of operations, and models of the functions that it calls. The default. */
    PARITY,

    /**
     * Faster, within the allowances of the golden data: exponentials and logarithms within 1 ulp, sums in any order,
     * and in CTCLoss probabilities instead of their logarithms where they do not underflow.
     */
    FAST;

    /** Returns the arithmetic that the losses compute with. */
    public static Arithmetic chosen() {
        return Elementary.FAST ? FAST : PARITY;
    }

    /**
     * Makes this the arithmetic that the losses compute with.
     *
     * @throws IllegalStateException if the losses have already computed with the other one, or it has been asked for
     */
    public void choose() {
        String before = System.getProperty(Elementary.ARITHMETIC);
        System.setProperty(Elementary.ARITHMETIC, toString());
        if (chosen() != this) {
            System.setProperty(Elementary.ARITHMETIC, before == null ? chosen().toString() : before);
            throw new IllegalStateException("the arithmetic is " + chosen() + " already");
        }
    }

    /** Returns the name as the property spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
