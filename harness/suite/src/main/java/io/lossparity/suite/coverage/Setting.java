package io.lossparity.suite.coverage;

/**
 * A value on an axis of a loss's cases, such as {@code margin=0.5}, {@code form=N-C} or {@code values=extreme}.
 *
 * @param axis the axis: a parameter, or one of those of {@link io.lossparity.report.stream.CaseAxes}
 * @param value the value
 */
public record Setting(String axis, String value) {
    @Override
    public String toString() {
        return axis + "=" + value;
    }
}
