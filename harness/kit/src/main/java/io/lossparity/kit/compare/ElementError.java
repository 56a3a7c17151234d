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
 * @param relative the difference in units of the expected magnitude
 * @param ulps the number of representable values from one to the other; {@link Long#MAX_VALUE} if a special value
 *     is mismatched
 * @param scaled the difference in units of the tensor's scale
 * @param allowed the greatest absolute difference that is accepted here
 * @param truth what the element exactly is, if that is known
 */
public record ElementError(
        List<Integer> index,
        Number expected,
        Number actual,
        double absolute,
        double relative,
        long ulps,
        double scaled,
        double allowed,
        Optional<ElementTruth> truth) {}
