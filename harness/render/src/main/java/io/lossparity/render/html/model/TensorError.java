package io.lossparity.render.html.model;

import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.text.Numbers;
import io.lossparity.report.stream.TensorLine;

/**
 * The greatest errors of one tensor of one case, each in its own unit.
 *
 * @param units the error in units of its element; infinite if it cannot be measured
 * @param ulps the error in units in the last place; the greatest long if it cannot be measured
 * @param accepted whether it is within the tolerance
 */
record TensorError(double units, long ulps, boolean accepted) {
    /** What is said of an error that cannot be measured. */
    static final String NOT_COMPARABLE = "not comparable";

    static TensorError of(TensorLine tensor) {
        boolean unmeasured = tensor.mismatch() != null && tensor.mismatch() != MismatchKind.VALUE;
        double units = unmeasured ? Double.POSITIVE_INFINITY : tensor.units().max();
        long ulps = unmeasured ? Long.MAX_VALUE : tensor.ulps().max();
        return new TensorError(units, ulps, tensor.mismatch() == null);
    }

    /** Returns the error in both units. */
    String text() {
        if (units == 0 && ulps == 0) {
            return "0";
        }
        return Double.isInfinite(units) ? NOT_COMPARABLE : Numbers.distance(units, ulps);
    }
}
