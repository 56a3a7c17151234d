package io.lossparity.spi;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a port supports. The harness does not ask it for anything else: such cases are {@link LossOutcome.Unsupported},
 * which is counted and shown, and never passes. If only a gradient is missing, the call is still made, for the output
 * and the gradients that the port has.
 *
 * <pre>
 *   Capabilities.of(
 *           LossSupport.of("L1Loss"),
 *           LossSupport.of("BCELoss").withDTypes(DType.FLOAT32).withGradients("input"));
 * </pre>
 *
 * <p>Other gaps, such as a single value of a parameter, a port answers call by call with {@code Unsupported}. Reports
 * show how many cases a port supports. Everything named here is a promise: a port does not conform if it answers {@code
 * Unsupported} to all cases of a loss, or to all cases that need an element type, a parameter or a gradient that it
 * names. {@link #everything()} promises nothing, and a loss without restrictions promises only itself.
 */
public final class Capabilities {
    private static final Capabilities EVERYTHING = new Capabilities(null);

    private final Map<String, LossSupport> losses;

    private Capabilities(Map<String, LossSupport> losses) {
        this.losses = losses;
    }

    /** Returns the capabilities of a port that is asked every question. */
    public static Capabilities everything() {
        return EVERYTHING;
    }

    /**
     * Returns the capabilities of a port that has only these losses.
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
     * Returns the capabilities of a port that has only these losses, in this order, each without restrictions.
     *
     * @throws IllegalArgumentException if a loss occurs twice
     */
    public static Capabilities ofLosses(Collection<String> names) {
        return of(names.stream().map(LossSupport::of).toArray(LossSupport[]::new));
    }

    /** Returns the supported losses in the given order; empty if the port supports everything. */
    public Optional<Map<String, LossSupport>> losses() {
        return Optional.ofNullable(losses);
    }

    /** Returns in words what a call needs and the port does not support; empty if it supports the call. */
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
