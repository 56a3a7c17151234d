package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a call asks for, and what it asks about, in words that a {@link CaseCondition} can compare. */
final class CallFeatures {
    private static final long DEFAULT_IGNORE_INDEX = Signatures.bundled().ignoreIndex();
    static final Set<String> LEGACY = Set.of("sizeAverage", "reduce");
    static final String REDUCTION = "reduction";
    static final String WANTED = "a gradient of ";
    static final String ALL_WANTED = "what requires a gradient";
    static final String SIGN = "the sign of ";
    static final String AXES = "the number of axes";
    static final String INCOMING = "the incoming gradient";
    static final String IGNORED_TARGET = "an ignored target";
    static final String EMPTY_TARGET = "an empty target";

    private CallFeatures() {}

    /** Returns what may make a difference, by name; the first of it that does is named. */
    static Map<String, String> of(LossCall call) {
        Map<String, String> features = new LinkedHashMap<>();
        features.put(REDUCTION, Reductions.of(call));
        call.params().forEach((name, value) -> {
            boolean asked = value != null || !LEGACY.contains(name);
            if (asked && !name.equals(REDUCTION) && !(value instanceof TensorValue)) {
                features.put(name, text(value));
            }
            if (value instanceof Double number) {
                features.put(SIGN + name, sign(number));
            }
        });
        for (String weight : List.of("weight", "posWeight")) {
            boolean given = call.params().get(weight) instanceof TensorValue
                    || call.inputs().get(weight) instanceof TensorValue;
            features.put("the " + weight, given ? "given" : "absent");
        }
        features.put(ALL_WANTED, String.join(" and ", new TreeSet<>(call.requiresGrad())));
        call.inputs()
                .keySet()
                .forEach(name ->
                        features.put(WANTED + name, call.requiresGrad().contains(name) ? "wanted" : "unwanted"));
        call.inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast)
                .findFirst()
                .ifPresent(tensor -> features.put(AXES, String.valueOf(tensor.shape().length)));
        addTensors(call, features);
        return features;
    }

    private static String text(Object value) {
        return value instanceof Double number && Double.isFinite(number)
                ? Constant.text(number)
                : String.valueOf(value);
    }

    private static String sign(double number) {
        return Double.isNaN(number) ? "NaN" : number < 0 ? "negative" : number > 0 ? "positive" : "0";
    }

    private static void addTensors(LossCall call, Map<String, String> features) {
        features.put(INCOMING, call.gradOutput().isPresent() ? "given" : "implicit");
        Set<List<Integer>> shapes = new LinkedHashSet<>();
        call.inputs().forEach((name, value) -> {
            if (value instanceof TensorValue tensor) {
                features.put("the number of elements of " + name, tensor.size() > 1 ? "several" : "" + tensor.size());
                shapes.add(Arrays.stream(tensor.shape()).boxed().toList());
            }
        });
        features.put("the shape of all inputs", shapes.size() == 1 ? "the same" : "not the same");
        call.inputs().forEach((name, value) -> {
            if (value instanceof TensorValue tensor) {
                double[] elements = Question.values(tensor);
                boolean nan = Arrays.stream(elements).anyMatch(Double::isNaN);
                boolean infinite = Arrays.stream(elements).anyMatch(Double::isInfinite);
                features.put("a NaN in " + name, nan ? "given" : "absent");
                features.put("an infinity in " + name, infinite ? "given" : "absent");
            }
        });
        if (call.inputs().get("target") instanceof TensorValue target && target.dtype() == DType.INT64) {
            long ignored = call.params().get("ignoreIndex") instanceof Long index ? index : DEFAULT_IGNORE_INDEX;
            boolean any = Arrays.stream(target.longs()).anyMatch(each -> each == ignored);
            features.put(IGNORED_TARGET, any ? "given" : "absent");
        }
        if (call.inputs().get("targetLengths") instanceof TensorValue lengths) {
            features.put(EMPTY_TARGET, any(lengths.longs()) ? "given" : "absent");
        } else if (call.inputs().get("targetLengths") instanceof long[] lengths) {
            features.put(EMPTY_TARGET, any(lengths) ? "given" : "absent");
        }
        features.put("the dtype", call.dtype().toString().toLowerCase(Locale.ROOT));
    }

    private static boolean any(long... lengths) {
        return Arrays.stream(lengths).anyMatch(length -> length == 0);
    }
}
