package io.lossparity.mutants.diagnosis;

import io.lossparity.spi.LossCall;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What some calls have in common that others have not.
 *
 * @param words it in words, as in {@code where reduction is none}
 * @param kind whether it is about what is asked for, a reduction or flag say, and not about the numbers asked about,
 *     which small tensors may have in common by chance
 * @param cause whether a mistake may be made because of it, and no call contradicts it: shapes, say, and lists of
 *     numbers are coincidences
 * @param lifts whether a mistake is more likely because of it: what requires a gradient is the condition of any mistake
 *     of which a part is seen
 */
record CaseCondition(String words, boolean kind, boolean cause, boolean lifts) {
    private static final int LEAST = 3;
    private static final int MOST_WORDS = 2;

    /** Numbers that formulas often treat apart. */
    private static final Set<String> LIMITS = Set.of("0", "Infinity", "-Infinity", "NaN");

    private static final double MOST_EXCEPTIONS = 0.05;
    private static final double MOST_CHANCE = 0.25;
    private static final double MOST_ELSEWHERE = 0.7;
    private static final String ABSENT = "";
    private static final String BY_DEFAULT = " is not given, so that its default counts";
    private static final Set<String> TARGETS = Set.of(CallFeatures.IGNORED_TARGET, CallFeatures.EMPTY_TARGET);
    private static final Set<String> KINDS = Set.of(
            CallFeatures.REDUCTION, CallFeatures.ALL_WANTED, CallFeatures.INCOMING, "the weight", "the posWeight");

    /** Returns what all the calls within have and next to none of those without; empty if nothing simple is known. */
    static Optional<CaseCondition> between(Collection<LossCall> within, Collection<LossCall> without) {
        double[] weights = new double[without.size()];
        Arrays.fill(weights, 1);
        return between(within, without, weights, MOST_EXCEPTIONS * without.size());
    }

    /**
     * Returns what is asked for in all the calls within and in few of those without, of which some may be right by
     * chance; empty if nothing simple is.
     */
    static Optional<CaseCondition> ofKind(Collection<LossCall> within, Collection<LossCall> without) {
        double[] weights = new double[without.size()];
        Arrays.fill(weights, 1);
        return between(within, without, weights, MOST_CHANCE * without.size()).filter(CaseCondition::kind);
    }

    /**
     * Returns what is asked for in all the calls within, and in no more than some of those without; empty if nothing
     * is. It is necessary for what the calls within have, and not enough.
     */
    static Optional<String> only(Collection<LossCall> within, Collection<LossCall> without) {
        if (within.size() < LEAST || without.size() < LEAST) {
            return Optional.empty();
        }
        return features(within, without).stream()
                // Most odd values are asked about with defaults, whatever the mistake is.
                .filter(feature -> !feature.words().endsWith(BY_DEFAULT))
                .filter(feature -> feature.cause() && feature.rest().cardinality() <= MOST_ELSEWHERE * without.size())
                .min(Comparator.comparingInt(feature -> feature.rest().cardinality()))
                .map(feature -> "only where " + feature.words());
    }

    /**
     * Returns what all the calls within have and few of those without; empty if nothing simple is known.
     *
     * @param within calls
     * @param without other calls
     * @param weights how much each of these counts
     * @param most how much of these may have it, too
     */
    static Optional<CaseCondition> between(
            Collection<LossCall> within, Collection<LossCall> without, double[] weights, double most) {
        if (within.size() < LEAST || without.size() < LEAST) {
            return Optional.empty();
        }
        List<Feature> features = features(within, without);
        return features.stream()
                .filter(feature -> feature.weight(weights) <= most)
                .findFirst()
                .or(() -> together(features, weights, most))
                .map(feature -> new CaseCondition(
                        "where " + feature.words(),
                        feature.kind(),
                        feature.cause() && feature.rest().isEmpty(),
                        feature.lifts() && feature.rest().isEmpty()));
    }

    private static List<Feature> features(Collection<LossCall> within, Collection<LossCall> without) {
        List<Map<String, String>> inside = within.stream().map(CallFeatures::of).toList();
        List<Map<String, String>> outside =
                without.stream().map(CallFeatures::of).toList();
        Set<String> names = new LinkedHashSet<>();
        inside.forEach(features -> names.addAll(features.keySet()));
        // What is given outside alone is a parameter whose default counts inside.
        outside.forEach(features -> names.addAll(features.keySet()));
        return names.stream()
                .flatMap(name -> telling(name, inside, outside).stream())
                .toList();
    }

    /** Two features of which neither is enough. */
    private static Optional<Feature> together(List<Feature> features, double[] weights, double most) {
        for (int a = 0; a < features.size(); a++) {
            for (int b = a + 1; b < features.size(); b++) {
                Feature both = features.get(a).and(features.get(b));
                if (both.weight(weights) <= most) {
                    return Optional.of(both);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What all calls inside have in common.
     *
     * @param words it in words
     * @param kind whether it is about what is asked for
     * @param asked whether it is about that and not about a parameter of the loss
     * @param cause whether it may be a cause
     * @param lifts whether a mistake is more likely because of it
     * @param rest the places of the calls outside that have it too
     */
    private record Feature(String words, boolean kind, boolean asked, boolean cause, boolean lifts, BitSet rest) {
        Feature and(Feature other) {
            BitSet both = (BitSet) rest.clone();
            both.and(other.rest);
            boolean bothAsked = asked && other.asked;
            boolean oneAsked = asked || other.asked;
            return new Feature(
                    words + " and " + other.words,
                    bothAsked,
                    bothAsked,
                    oneAsked && cause && other.cause,
                    oneAsked && lifts && other.lifts,
                    both);
        }

        double weight(double[] weights) {
            return rest.stream().mapToDouble(i -> weights[i]).sum();
        }
    }

    private static Optional<Feature> telling(
            String name, List<Map<String, String>> inside, List<Map<String, String>> outside) {
        Set<String> values = values(name, inside);
        Set<String> others = values(name, outside);
        Optional<String> range = range(name, values, others);
        others.removeAll(values);
        BitSet rest = new BitSet();
        for (int i = 0; i < outside.size(); i++) {
            rest.set(i, values.contains(outside.get(i).getOrDefault(name, ABSENT)));
        }
        boolean flag = values.stream().allMatch(value -> value.isEmpty() || value.matches("[a-z]+"));
        boolean kind = isKind(name) || (isParam(name) && flag);
        // A list of numbers tells no more than which cases there are.
        Set<String> fewer = values.size() <= others.size() ? values : others;
        int most = LIMITS.containsAll(fewer)
                ? LIMITS.size()
                : kind && !name.equals(CallFeatures.ALL_WANTED) ? MOST_WORDS : 1;
        boolean brief = fewer.size() <= most;
        boolean old = CallFeatures.LEGACY.contains(name) && values.contains(ABSENT);
        if (others.isEmpty() || old || !(brief || range.isPresent())) {
            return Optional.empty();
        }
        boolean cause = isKind(name)
                || TARGETS.contains(name)
                || (isParam(name) && (flag || values.size() == 1 || LIMITS.containsAll(values)))
                || (name.startsWith(CallFeatures.SIGN) && values.size() == 1);
        boolean ofGradients = name.equals(CallFeatures.ALL_WANTED) || name.startsWith(CallFeatures.WANTED);
        return Optional.of(new Feature(
                brief ? words(name, values, others) : range.get(),
                kind,
                isKind(name),
                brief && cause,
                brief && cause && !ofGradients,
                rest));
    }

    private static boolean isKind(String name) {
        return KINDS.contains(name) || name.startsWith(CallFeatures.WANTED);
    }

    /** Numbers of axes of which all inside are on one side of all outside. */
    private static Optional<String> range(String name, Set<String> values, Set<String> others) {
        if (!name.equals(CallFeatures.AXES) || values.contains(ABSENT) || others.contains(ABSENT) || others.isEmpty()) {
            return Optional.empty();
        }
        IntSummaryStatistics inside =
                values.stream().mapToInt(Integer::parseInt).summaryStatistics();
        IntSummaryStatistics outside =
                others.stream().mapToInt(Integer::parseInt).summaryStatistics();
        if (outside.getMax() < inside.getMin()) {
            return Optional.of(name + " is at least " + inside.getMin());
        }
        return outside.getMin() > inside.getMax()
                ? Optional.of(name + " is at most " + inside.getMax())
                : Optional.empty();
    }

    /** Whether the feature's name is that of a parameter. */
    private static boolean isParam(String name) {
        return name.indexOf(' ') < 0;
    }

    private static Set<String> values(String name, List<Map<String, String>> calls) {
        Set<String> values = new LinkedHashSet<>();
        calls.forEach(call -> values.add(call.getOrDefault(name, ABSENT)));
        return values;
    }

    private static String words(String name, Set<String> values, Set<String> others) {
        if (isParam(name) && values.equals(Set.of(ABSENT))) {
            return name + BY_DEFAULT;
        }
        if (isParam(name) && others.equals(Set.of(ABSENT))) {
            return name + " is given";
        }
        if (name.startsWith(CallFeatures.WANTED)) {
            String argument = name.substring(CallFeatures.WANTED.length());
            return argument + (values.contains("wanted") ? " requires a gradient" : " requires no gradient");
        }
        boolean negated = values.size() > others.size() || values.contains(ABSENT);
        String listed = (negated ? others : values)
                .stream()
                        .sorted()
                        .map(value -> value.isEmpty() ? "absent" : value)
                        .collect(Collectors.joining(" or "));
        String subject = name.startsWith(CallFeatures.SIGN) ? name.substring(CallFeatures.SIGN.length()) : name;
        return subject + (negated ? " is not " : " is ") + listed;
    }
}
