package io.lossparity.kit.compare;

import java.util.List;
import java.util.Optional;

/**
 * The error of one element, in every unit.
 *
 * @param index the element's index, an entry per axis; empty in a 0-d tensor
 * @param expected the expected element: a Float, a Double or a Long
 * @param actual the actual element
 * @param absolute the magnitude of the difference; infinite if a special value is mismatched
 * @param ulps the number of representable values between them; {@link Long#MAX_VALUE} if a special value is mismatched
 * @param units the difference in units of the element: the unit of rounding times {@code magnitude}
 * @param magnitude the magnitude that the element's roundings act on
 * @param allowed the greatest absolute difference that is accepted here
 * @param truth the exact value of the element, if it is known
 */
public record ElementError(
        List<Integer> index,
        Number expected,
        Number actual,
        double absolute,
        long ulps,
        double units,
        double magnitude,
        double allowed,
        Optional<ElementTruth> truth) {}
