package io.lossparity.kit.compare;

import java.util.Optional;

/**
 * The exact value of an element, and how far the port and PyTorch are from it. The distance between a special value and
 * another value is infinite.
 *
 * @param exact the exact value in decimals
 * @param portUlps the port's distance in units in the last place of the exact value
 * @param torchUlps PyTorch's distance
 * @param definition the same for the exact value of the definition, if PyTorch's formula departs from it
 */
public record ElementTruth(String exact, double portUlps, double torchUlps, Optional<ElementTruth> definition) {

    /** Returns whether the port is clearly nearer, that is, PyTorch is at least twice as far off. */
    boolean portCloser() {
        return torchUlps > 0 && 2 * portUlps <= torchUlps && portUlps < Double.POSITIVE_INFINITY;
    }

    /** Returns whether PyTorch is clearly nearer, that is, the port is at least twice as far off. */
    boolean torchCloser() {
        return portUlps > 0 && 2 * torchUlps <= portUlps && torchUlps < Double.POSITIVE_INFINITY;
    }
}
