package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.mutants.Mutant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells which of the suspected mistakes is to be named next. */
final class Ranking {
    /** A mistake that is made less often is not likely. */
    static final double LEAST_LIKELY = 0.75;

    private static final double LEAST_SHARE = 0.1;

    /** A mistake that nothing contradicts and that needs no condition may be made in fewer cases. */
    private static final double LEAST_CLEAR_SHARE = 0.08;

    private static final double HALF = 0.5;
    private static final double MOST = 0.8;
    private static final double NEARLY_ALL = 0.9;
    private static final double WHOLE = 0.6;
    private static final int LEAST_WHOLE = 12;
    private static final double LEAST_WHOLE_LIKELY = 0.1;

    /** A mutant of the loss tells more than a slip that comes to about the same; a default tells less than both. */
    private static final double LESS_TELLING = 0.9;

    private static final double LESS_SIMPLE = 0.95;

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d+(\\.\\d+)?(e-?\\d+)?");

    /** Numbers that any formula may have. */
    private static final Set<String> PLAIN = Set.of("0", "1", "-1", "2", "0.5");

    private final List<View> failing;
    private final List<Suspect> suspects = new ArrayList<>();
    private final List<Mutant> slips = new ArrayList<>();
    private final List<Suspect> named = new ArrayList<>();

    /** Makes a ranking of what may explain some failing cases. */
    Ranking(List<View> failing) {
        this.failing = failing;
    }

    /** Adds a suspect. */
    void add(Suspect suspect) {
        suspects.add(suspect);
    }

    /** Adds mistakes that are none of the loss's own. */
    void addSlips(List<Mutant> mutants) {
        slips.addAll(mutants);
    }

    /** Returns those that were added by {@link #addSlips}. */
    List<Mutant> slips() {
        return List.copyOf(slips);
    }

    /** Notes that a suspect is named. */
    void name(Suspect suspect) {
        named.add(suspect);
    }

    /** Forgets which are named. */
    void forget() {
        named.clear();
    }

    /** Returns the mistakes that explain the same cases in the same place. */
    List<Mutant> alike(Suspect best, BitSet explained) {
        return suspects.stream()
                .filter(other ->
                        other.place().equals(best.place()) && !other.mutant().equals(best.mutant()))
                .filter(this::isLikely)
                .filter(other -> other.explained(explained).equals(explained))
                .map(Suspect::mutant)
                .toList();
    }

    /** The likeliest; among equals the one that is everywhere, then the closest, then the first. None is named twice. */
    Optional<Suspect> best(BitSet open, Set<Mutant> told) {
        Set<String> kinds = told.stream().map(Ranking::withoutNumbers).collect(Collectors.toSet());
        Set<String> numbers = told.stream().flatMap(this::solved).collect(Collectors.toSet());
        Suspect best = null;
        for (Suspect suspect : suspects) {
            Set<String> own = solved(suspect.mutant()).collect(Collectors.toSet());
            boolean again = !own.isEmpty() && numbers.containsAll(own); // it is the same mistake, seen otherwise
            if (again
                    || told.contains(suspect.mutant())
                    || kinds.contains(withoutNumbers(suspect.mutant()))
                    || isCovered(suspect, open)) {
                continue;
            }
            int explained = suspect.explained(open).cardinality();
            boolean enough = explained > 0
                    && explained >= (isClear(suspect) ? LEAST_CLEAR_SHARE : LEAST_SHARE) * failing.size()
                    && (suspect.place().othersRight() || explained >= HALF * wrongOutputs())
                    && isLikely(suspect)
                    && !isAmbiguous(suspect, open);
            if (enough && (best == null || isBetter(suspect, best, open))) {
                best = suspect;
            }
        }
        return Optional.ofNullable(best).map(suspect -> suspect.unrestricted(suspects, open));
    }

    private static boolean isClear(Suspect suspect) {
        return suspect.likelihood() >= LEAST_LIKELY && suspect.condition().isEmpty();
    }

    /** Whether a mistake that is named comes to the same in the same place, though the rest is wrong otherwise. */
    private boolean isCovered(Suspect suspect, BitSet open) {
        BitSet more = suspect.explained(open);
        Set<Mutant> mutants = named.stream().map(Suspect::mutant).collect(Collectors.toSet());
        return suspects.stream()
                .filter(other ->
                        mutants.contains(other.mutant()) && other.place().equals(suspect.place()))
                .anyMatch(other -> {
                    BitSet left = (BitSet) more.clone();
                    left.andNot(other.explained());
                    return left.isEmpty();
                });
    }

    /** Whether another mistake explains the same and differs in a number only, which is then not known. */
    private boolean isAmbiguous(Suspect suspect, BitSet open) {
        BitSet explained = suspect.explained(open);
        return suspects.stream()
                .filter(other ->
                        other.place().equals(suspect.place()) && !other.mutant().equals(suspect.mutant()))
                .filter(other -> !other.mutant().name().equals(suspect.mutant().name()))
                .filter(other -> withoutNumbers(other.mutant()).equals(withoutNumbers(suspect.mutant())))
                .anyMatch(other -> other.explained(open).equals(explained));
    }

    /** Returns the numbers of a mistake that were found from the answers. */
    private Stream<String> solved(Mutant mutant) {
        return slips.contains(mutant)
                ? NUMBER.matcher(mutant.name())
                        .results()
                        .map(MatchResult::group)
                        .filter(n -> !PLAIN.contains(n))
                : Stream.empty();
    }

    private static String withoutNumbers(Mutant mutant) {
        return NUMBER.matcher(mutant.name()).replaceAll("#");
    }

    /**
     * Whether what contradicts it is little, or tells under which condition the mistake is made. A condition on numbers
     * is believed only of a mistake that explains most: by chance, small tensors agree with anything.
     */
    boolean isLikely(Suspect suspect) {
        boolean most = suspect.explained().cardinality() >= MOST * wrong();
        return suspect.likelihood() >= LEAST_LIKELY
                || suspect.condition()
                        .filter(condition -> condition.kind() || most)
                        .filter(condition -> condition.cause() || suspect.explainsNumbers())
                        .isPresent()
                || isWhole(suspect);
    }

    /**
     * Whether it explains so much that it is made, though not in all cases that it would change. Two mistakes have the
     * same gradients more often than the same outputs.
     */
    private boolean isWhole(Suspect suspect) {
        int explained = suspect.explained().cardinality();
        boolean part = suspect.place().othersRight() && !suspect.place().everywhere();
        return explained >= LEAST_WHOLE
                && explained >= (part ? NEARLY_ALL : WHOLE) * wrong()
                && (part
                        || suspect.likelihood() >= LEAST_WHOLE_LIKELY
                        || suspect.condition().isPresent())
                && suspect.explainsNumbers();
    }

    private double score(Suspect suspect, BitSet open) {
        boolean lessTelling = slips.contains(suspect.mutant()) || suspect.isByDefault();
        // Numbers below 1 are 0 once they are truncated, which is the simpler mistake.
        double simple = suspect.mutant().id().endsWith("-truncated") ? LESS_SIMPLE : 1;
        return suspect.score(open) * (lessTelling ? LESS_TELLING : 1) * simple;
    }

    private boolean isBetter(Suspect one, Suspect other, BitSet open) {
        if (one.condition().isPresent()
                && one.condition().equals(other.condition())
                && one.place().equals(other.place())) {
            // Nothing contradicts either of them there.
            int more = one.explained(open).cardinality() - other.explained(open).cardinality();
            if (more != 0) {
                return more > 0;
            }
        }
        int order = Double.compare(score(one, open), score(other, open));
        if (order == 0 && one.place().equals(other.place())) {
            return one.worst(one.explained(open)).units()
                    < other.worst(other.explained(open)).units();
        }
        return order == 0 ? one.place().everywhere() && !other.place().everywhere() : order > 0;
    }

    /** Whether the first that was named explains next to everything. */
    boolean isExplained() {
        return !named.isEmpty() && explainsNearlyAll(named.get(0));
    }

    private boolean explainsNearlyAll(Suspect suspect) {
        return suspect.place().othersRight()
                && suspect.explained().cardinality() >= (suspect.isByDefault() ? 1 : NEARLY_ALL) * wrong()
                && (suspect.likelihood() >= NEARLY_ALL
                        || suspect.condition().filter(CaseCondition::kind).isPresent());
    }

    long wrong() {
        return failing.stream()
                .filter(view -> !view.wrong().isEmpty() && view.answer().isTelling())
                .count();
    }

    private long wrongOutputs() {
        return failing.stream()
                .filter(view -> view.wrong().contains(TensorComparison.OUTPUT))
                .count();
    }
}
