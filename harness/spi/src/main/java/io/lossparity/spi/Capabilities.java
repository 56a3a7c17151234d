package io.lossparity.spi;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a port supports. For the rest it is not asked: the answer is {@link LossOutcome.Unsupported}, which is counted
 * and shown, and never passes. A call is not unsupported only because a gradient is missing: the port is asked for the output
 * and for the gradients that it has.
 *
 * <pre>
 *   Capabilities.of(
 *           LossSupport.of("L1Loss"),
 *           LossSupport.of("BCELoss").withDTypes(DType.FLOAT32).withGradients("input"));
 * </pre>
 *
 * <p>What can't be said in these terms, a single value of a parameter for example, a port answers call by call. Reports
 * show how many cases it supports. What is named here is promised: a port that supports none of the cases of a loss, or
 * none that need an element type, a parameter or a gradient which it names, does not conform. {@link #everything()} and a
 * loss without restrictions name nothing beyond themselves.
 */
public final class Capabilities {
    private static final Capabilities EVERYTHING = new Capabilities(null);

    private final Map<String, LossSupport> losses;

    private Capabilities(Map<String, LossSupport> losses) {
        this.losses = losses;
    }

    /** Returns the capabilities of a port that wants to be asked everything. */
    public static Capabilities everything() {
        return EVERYTHING;
    }

    /**
     * Returns the capabilities of a port that has those losses and no other.
     *
     * @throws IllegalArgumentException if a loss occurs twice
     */
    public static Capabilities of(LossSupport... supported) {
        Map<String, LossSupport> losses = new LinkedHashMap<>();
        for (LossSupport support : supported) {
            if (losses.put(support.loss(), support) != null) {
                throw new IllegalArgumentException(
                        "capabilities must name a loss once, but were given " + support.loss() + " twice");
            }
        }
        return new Capabilities(Collections.unmodifiableMap(losses));
    }

    /**
     * Returns the capabilities of a port that has those losses, in that order and without any restriction, and no other.
     *
     * @throws IllegalArgumentException if a loss occurs twice
     */
    public static Capabilities ofLosses(Collection<String> names) {
        return of(names.stream().map(LossSupport::of).toArray(LossSupport[]::new));
    }

    /** Returns what is supported of each loss, in the order given; empty if there is no restriction at all. */
    public Optional<Map<String, LossSupport>> losses() {
        return Optional.ofNullable(losses);
    }

    /** Returns what a call asks for and is not supported, in words; empty if all of it is. */
    public Optional<String> missing(LossCall call) {
        if (losses == null) {
            return Optional.empty();
        }
        LossSupport support = losses.get(call.loss());
        return support == null ? Optional.of("the port declares no " + call.loss()) : support.missing(call);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capabilities that && losses().equals(that.losses());
    }

    @Override
    public int hashCode() {
        return losses().hashCode();
    }

    @Override
    public String toString() {
        return losses == null ? "everything" : losses.values().toString();
    }
}
