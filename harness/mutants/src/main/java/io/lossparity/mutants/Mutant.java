package io.lossparity.mutants;

import java.util.Objects;

/**
 * A loss with one plausible mistake.
 *
 * @param id the stable id, {@code <Loss>/<mistake>}
 * @param loss the class name in {@code torch.nn}
 * @param name the mistake in words, as in {@code mean divides by N instead of the sum of target weights}
 * @param behaviour how it answers
 */
public record Mutant(String id, String loss, String name, Behaviour behaviour) {
    /** Checks that nothing is null. */
    public Mutant {
        Objects.requireNonNull(id, "id must not be null");
        Objects.requireNonNull(loss, "loss must not be null");
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(behaviour, "behaviour must not be null");
    }
}
