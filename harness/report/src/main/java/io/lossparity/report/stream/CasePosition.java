package io.lossparity.report.stream;

import io.lossparity.spi.LossCall;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a case lies in the space of a loss's cases: what its id spells, and its parameters.
 *
 * @param form the ranks of its arguments, for example {@code N-C-d×d}; sizes of 0 are kept
 * @param axes per parameter or other axis its value
 */
public record CasePosition(String form, Map<String, String> axes) {
    /** The value of an argument that is left to its default. */
    public static final String NOT_PASSED = "not passed";

    /** The form of the calls that PyTorch rejects. */
    public static final String INVALID = "invalid calls";

    /** The axis of the reduction. */
    public static final String REDUCTION = "reduction";

    /** The axis of the kind of values. */
    public static final String VALUES = "values";

    /** The axis of the arguments whose gradients are asked for. */
    public static final String GRADIENTS = "gradients of";

    private static final Pattern SIZES = Pattern.compile("[A-Z]\\d+(-[A-Za-z0-9x]+)*|\\d+d");
    private static final Pattern TENSOR = Pattern.compile("[a-z]+\\d*\\[([0-9,]*)]");
    private static final Pattern SETTING = Pattern.compile("([A-Za-z]\\w*)=(.*)");

    /** Makes the map unmodifiable. */
    public CasePosition {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** Returns the position of a case of a report. */
    public static CasePosition of(CaseLine line) {
        return of(line.id(), line.params(), line.inputs(), line.requiresGrad());
    }

    /** Returns the position of a call whose case has that id. */
    public static CasePosition of(String id, LossCall call) {
        return of(id, CaseLine.summaries(call.params()), CaseLine.texts(call.inputs()), call.requiresGrad());
    }

    private static CasePosition of(
            String id, Map<String, Object> params, Map<String, String> inputs, Collection<String> requiresGrad) {
        String[] segments = id.split("/", -1);
        boolean invalid = segments.length > 2 && segments[2].equals("invalid");
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put(REDUCTION, NOT_PASSED);
        if (!invalid) {
            Stream.of(segments).skip(2).forEach(segment -> addSettings(axes, segment));
        }
        params.forEach((name, value) -> {
            boolean spelled = axes.containsKey(name) && !axes.get(name).equals(NOT_PASSED);
            if (!spelled) {
                axes.put(name, TENSOR.matcher(String.valueOf(value)).matches() ? "a tensor" : python(value));
            }
        });
        axes.put(GRADIENTS, requiresGrad.isEmpty() ? "nothing" : String.join(" + ", requiresGrad));
        String last = segments[segments.length - 1];
        axes.put(VALUES, invalid ? INVALID : last);
        String form = invalid
                ? INVALID
                : Stream.of(segments)
                        .skip(2)
                        .filter(CasePosition::isSizes)
                        .findFirst()
                        .map(CasePosition::form)
                        .orElseGet(() -> inputForm(inputs));
        return new CasePosition(form, axes);
    }

    private static String python(Object value) {
        if (value == null) {
            return "None";
        }
        return value instanceof Boolean truth ? (truth ? "True" : "False") : String.valueOf(value);
    }

    private static void addSettings(Map<String, String> axes, String segment) {
        List<Matcher> settings =
                Stream.of(segment.split(",", -1)).map(SETTING::matcher).toList();
        if (settings.stream().allMatch(Matcher::matches)) {
            for (Matcher setting : settings) {
                String value = setting.group(2).equals("absent") ? NOT_PASSED : setting.group(2);
                if (!setting.group(1).equals("grad")) {
                    axes.put(setting.group(1), value);
                }
            }
        }
    }

    private static boolean isSizes(String segment) {
        return Stream.of(segment.split(",", -1))
                .allMatch(part -> SIZES.matcher(part).matches());
    }

    private static String form(String segment) {
        return Stream.of(segment.split(",", -1))
                .map(part -> part.equals("0d")
                        ? "0-d"
                        : part.replaceAll("([A-Z])0(?!\\d)", "$1\u2205")
                                .replaceAll("([A-Z])\\d+", "$1")
                                .replaceAll("\\d+", "d")
                                .replace("x", "\u00d7")
                                .replace("\u2205", "0"))
                .collect(Collectors.joining(", "));
    }

    private static String inputForm(Map<String, String> inputs) {
        return inputs.values().stream()
                .map(TENSOR::matcher)
                .filter(Matcher::matches)
                .map(tensor ->
                        tensor.group(1).isEmpty() ? "0-d" : tensor.group(1).split(",", -1).length + "-d")
                .findFirst()
                .orElse("other");
    }
}
