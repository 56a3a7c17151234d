package io.lossparity.report.stream;

import io.lossparity.spi.LossCall;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The position of a case in the space of its loss's cases.
 *
 * @param line the case
 * @param form the form of its shapes, for example {@code N-C-dxd}; sizes of 0 are kept
 * @param axes the value of each other axis: the golden case's axes except its shape, the parameters without an axis,
 *     and the arguments whose gradients are asked for
 */
public record CaseAxes(CaseLine line, String form, Map<String, String> axes) {
    /** The value of a parameter at its default, and of an axis that the case does not have. */
    public static final String NOT_PASSED = "not passed";

    /** The form and the kind of values of the calls that PyTorch rejects. */
    public static final String INVALID = "invalid calls";

    /** The axis of the reduction. */
    public static final String REDUCTION = "reduction";

    /** The axis of the shapes' forms. */
    public static final String FORM = "form";

    /** The axis of the kind of values. */
    public static final String VALUES = "values";

    /** The axis of the arguments whose gradients are asked for. */
    public static final String GRADIENTS = "requiresGrad";

    private static final Set<String> LEFT_TO_DEFAULT = Set.of("absent", "default");
    private static final Set<String> NO_AXES = Set.of("shape", "example", "passes", "invalid");

    /** Makes the map unmodifiable. */
    public CaseAxes {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** Returns the axes of a case of a report. */
    public static CaseAxes of(CaseLine line) {
        Map<String, String> axes =
                axes(line.asked().at(), line.asked().params(), line.asked().requiresGrad());
        String form = axes.remove(FORM);
        return new CaseAxes(line, form == null ? "other" : form, axes);
    }

    /** Returns all axes of a golden case, including the form. */
    public static Map<String, String> of(Map<String, String> at, LossCall call) {
        return axes(at, CaseLine.summaries(call.params()), call.requiresGrad());
    }

    private static Map<String, String> axes(
            Map<String, String> at, Map<String, Object> params, Collection<String> requiresGrad) {
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put(REDUCTION, NOT_PASSED);
        at.forEach((axis, value) -> {
            if (!NO_AXES.contains(axis)) {
                axes.put(axis, LEFT_TO_DEFAULT.contains(value) ? NOT_PASSED : value);
            }
        });
        params.forEach((name, value) -> {
            if (!at.containsKey(name)) {
                axes.put(name, python(value));
            }
        });
        axes.put(GRADIENTS, requiresGrad.isEmpty() ? "none" : String.join("+", requiresGrad));
        if (at.containsKey("invalid")) {
            axes.put(FORM, INVALID);
            axes.put(VALUES, INVALID);
        }
        return axes;
    }

    /** A report writes a tensor as its type and shape. */
    private static String python(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        String text = value == null ? "None" : String.valueOf(value);
        return text.endsWith("]") ? "a tensor" : text;
    }

    /** Returns the value on an axis. */
    public String value(String axis) {
        return axes.getOrDefault(axis, NOT_PASSED);
    }
}
