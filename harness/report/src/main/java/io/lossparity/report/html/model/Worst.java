package io.lossparity.report.html.model;

import io.lossparity.kit.report.CaseLine;
import io.lossparity.kit.report.CaseLine.TensorLine;

/**
 * The greatest error of some tensors and where it is.
 *
 * @param caseId the case; null if nothing was compared
 * @param tensor the tensor; null if nothing was compared
 * @param scaled the error in units of the scale; infinite where it can't be measured
 * @param ulps the error in units in the last place; the greatest long where it can't be measured
 * @param accepted whether it is within the tolerance
 */
public record Worst(String caseId, String tensor, double scaled, long ulps, boolean accepted) {
    /** Nothing compared. */
    static final Worst NOTHING = new Worst(null, null, -1, -1, true);

    static Worst of(CaseLine line, TensorLine tensor) {
        boolean unmeasured = tensor.mismatch() != null && !tensor.mismatch().equals("value");
        double scaled = unmeasured || tensor.maxScaled() == null ? Double.POSITIVE_INFINITY : tensor.maxScaled();
        long ulps = unmeasured || tensor.maxUlps() == null ? Long.MAX_VALUE : tensor.maxUlps();
        return new Worst(line.id(), tensor.name(), scaled, ulps, tensor.mismatch() == null);
    }

    /** Returns the greater of the two: one that is not accepted, then by scale, then by ULP. */
    Worst or(Worst other) {
        if (accepted != other.accepted) {
            return accepted ? other : this;
        }
        int byScale = Double.compare(other.scaled, scaled);
        return byScale > 0 || (byScale == 0 && other.ulps > ulps) ? other : this;
    }

    /** Returns whether there is an error at all. */
    public boolean any() {
        return caseId != null && (scaled > 0 || ulps > 0);
    }

    /** Returns whether anything was compared. */
    public boolean compared() {
        return caseId != null;
    }

    /** Returns the error in both units. */
    public String text() {
        if (!compared()) {
            return "\u2013";
        }
        if (!any()) {
            return "0";
        }
        if (Double.isInfinite(scaled)) {
            return "not comparable";
        }
        return Numbers.brief(scaled) + " of scale, " + (ulps == Long.MAX_VALUE ? "?" : Numbers.brief((double) ulps))
                + " ulp";
    }
}
