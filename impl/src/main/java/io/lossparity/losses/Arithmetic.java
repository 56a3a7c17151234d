package io.lossparity.losses;

import io.lossparity.math.Elementary;
import java.util.Locale;

/**
 * How the losses compute. A virtual machine has one arithmetic: the system property {@code lossparity.arithmetic} names it,
 * or {@link #choose} chooses it before anything was computed.
 */
public enum Arithmetic {
    /** PyTorch's bits: its order of operations, and models of the functions that it calls. The default. */
    PARITY,

    /**
     * Within the allowances of the golden data: exponentials and logarithms within 1 ulp, sums in any order, and
     * probabilities in place of their logarithms in CTCLoss where they do not underflow.
     */
    FAST;

    /** Returns the one that the losses compute with. */
    public static Arithmetic chosen() {
        return Elementary.FAST ? FAST : PARITY;
    }

    /**
     * Makes this the one that the losses compute with.
     *
     * @throws IllegalStateException if the losses have computed with the other one, or somebody has asked for it
     */
    public void choose() {
        String before = System.getProperty(Elementary.ARITHMETIC);
        System.setProperty(Elementary.ARITHMETIC, toString());
        if (chosen() != this) {
            System.setProperty(Elementary.ARITHMETIC, before == null ? chosen().toString() : before);
            throw new IllegalStateException("the arithmetic is " + chosen() + " already");
        }
    }

    /** Returns the name as the property has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
