package io.lossparity.render.html.model;

import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.CasePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a case lies in the space of a loss's cases: what its id spells, and its parameters.
 *
 * @param line the case
 * @param form the ranks of its arguments, for example {@code N-C-d×d}; sizes of 0 are kept
 * @param axes per parameter or other axis its value
 */
public record CaseAxes(CaseLine line, String form, Map<String, String> axes) {
    /** The value of an argument that is left to its default. */
    public static final String NOT_PASSED = CasePosition.NOT_PASSED;

    /** The form of the calls that PyTorch rejects. */
    public static final String INVALID = CasePosition.INVALID;

    /** The axis of the reduction. */
    static final String REDUCTION = CasePosition.REDUCTION;

    /** The axis of the kind of values. */
    static final String VALUES = CasePosition.VALUES;

    /** The axis of the arguments whose gradients are asked for. */
    static final String GRADIENTS = CasePosition.GRADIENTS;

    private static final Pattern TENSOR = Pattern.compile("[a-z]+\\d*\\[([0-9,]*)]");

    /** Makes the map unmodifiable. */
    public CaseAxes {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** Reads the axes of a case. */
    public static CaseAxes of(CaseLine line) {
        CasePosition position = CasePosition.of(line);
        return new CaseAxes(line, position.form(), position.axes());
    }

    /** Returns the value on an axis. */
    public String value(String axis) {
        return axes.getOrDefault(axis, NOT_PASSED);
    }

    /** Returns how many elements the arguments have together. */
    long elements() {
        return line.inputs().values().stream()
                .map(TENSOR::matcher)
                .filter(Matcher::matches)
                .mapToLong(tensor -> Stream.of(tensor.group(1).split(","))
                        .filter(size -> !size.isEmpty())
                        .mapToLong(Long::parseLong)
                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** Returns whether it is a call that PyTorch rejects by its id. */
    public boolean invalid() {
        return form.equals(INVALID);
    }
}
