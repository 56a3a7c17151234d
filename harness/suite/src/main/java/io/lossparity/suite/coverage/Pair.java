package io.lossparity.suite.coverage;

/**
 * Two settings of a loss, in the order of their axes.
 *
 * @param loss the loss
 * @param one a setting
 * @param other a setting on another axis
 */
public record Pair(String loss, Setting one, Setting other) {
    @Override
    public String toString() {
        return loss + ": " + one + " with " + other;
    }
}
