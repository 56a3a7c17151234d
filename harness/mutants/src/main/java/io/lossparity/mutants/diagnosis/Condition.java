package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Reductions;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells in words what some calls have in common that others have not, as in {@code where reduction is none}. */
final class Condition {
    private static final int LEAST = 3;
    private static final String ABSENT = "";
    private static final Set<String> LEGACY = Set.of("reduction", "sizeAverage", "reduce");

    private Condition() {}

    /** Returns what all the calls within have and none of those without; empty if nothing simple is known. */
    static Optional<String> between(Collection<LossCall> within, Collection<LossCall> without) {
        if (within.size() < LEAST || without.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, String>> inside =
                within.stream().map(Condition::features).toList();
        List<Map<String, String>> outside =
                without.stream().map(Condition::features).toList();
        Set<String> names = new LinkedHashSet<>();
        inside.forEach(features -> names.addAll(features.keySet()));
        for (String name : names) {
            Set<String> values = values(name, inside);
            Set<String> others = values(name, outside);
            if (values.stream().noneMatch(others::contains)) {
                return Optional.of("where " + words(name, values, others));
            }
        }
        return Optional.empty();
    }

    private static Set<String> values(String name, List<Map<String, String>> calls) {
        Set<String> values = new LinkedHashSet<>();
        calls.forEach(call -> values.add(call.getOrDefault(name, ABSENT)));
        return values;
    }

    private static String words(String name, Set<String> values, Set<String> others) {
        boolean negated = values.size() > others.size() || values.contains(ABSENT);
        String listed = (negated ? others : values)
                .stream()
                        .sorted()
                        .map(value -> value.isEmpty() ? "absent" : value)
                        .collect(Collectors.joining(" or "));
        return name + (negated ? " is not " : " is ") + listed;
    }

    /** What may make a difference; the first of it that does is named. */
    private static Map<String, String> features(LossCall call) {
        Map<String, String> features = new LinkedHashMap<>();
        features.put("reduction", Reductions.of(call));
        call.params().forEach((name, value) -> {
            if (!LEGACY.contains(name) && !(value instanceof TensorValue)) {
                features.put(name, String.valueOf(value));
            }
        });
        for (String weight : List.of("weight", "posWeight")) {
            boolean given = call.params().get(weight) instanceof TensorValue
                    || call.inputs().get(weight) instanceof TensorValue;
            features.put("the " + weight, given ? "given" : "absent");
        }
        features.put("what requires a gradient", String.join(" and ", new TreeSet<>(call.requiresGrad())));
        call.inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast)
                .findFirst()
                .ifPresent(tensor -> features.put("the number of axes", String.valueOf(tensor.shape().length)));
        return features;
    }
}
