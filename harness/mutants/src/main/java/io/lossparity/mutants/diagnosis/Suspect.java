package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Mutant;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A mistake that may be the port's, made everywhere or in some tensors alone.
 *
 * <p>It explains a case if the port's answer is the mutant's in its place and right elsewhere. It is contradicted by a
 * case in which it would make a difference and the port answers otherwise.
 */
final class Suspect {
    private static final double UNSURE = 0.5;

    /** Of two that explain about the same, the one that does so everywhere is simpler. */
    private static final double IN_PART = 0.95;

    /** A mistake that nothing contradicts under a condition is about as likely as one that is made everywhere. */
    private static final double UNDER_CONDITION = 0.9;

    private static final double MOST_EXCEPTIONS = 0.2;
    private static final double MOST_KEPT = 0.1;
    private static final double NEARER = 0.5;

    /** A case that is wrong in another way contradicts less, for another mistake may have been made there, too. */
    private static final double OTHERWISE_WRONG = 0.25;

    /** A condition that a right answer contradicts is false. */
    private static final double DECISIVE = 1e3;

    /** So many cases must have the rest right for the place to be said. */
    private static final int LEAST_RIGHT = 3;

    /** What contradicts less than this may do so because the mistake can be written in different ways. */
    private static final double CERTAIN = 0.97;

    private static final String BY_DEFAULT = "where it is not given";

    private final Mutant mutant;
    private final Place place;
    private final List<String> gradients;
    private final Similarity[] similarities;
    private final BitSet explained = new BitSet();
    private final List<LossCall> explainedCalls = new ArrayList<>();
    private final List<LossCall> contradicting = new ArrayList<>();
    private final List<Double> contradictingWeights = new ArrayList<>();
    private final List<View> explainedViews = new ArrayList<>();
    private int othersRight;
    private final Map<DType, Integer> explainedOf = new EnumMap<>(DType.class);
    private Optional<CaseCondition> condition; // computed once it is asked for
    private final Map<DType, Double> contradictedOf = new EnumMap<>(DType.class);

    Suspect(Mutant mutant, Place place, List<String> gradients, List<View> failing, List<Optional<Match>> matches) {
        this.mutant = mutant;
        this.place = place;
        this.gradients = gradients;
        this.similarities = new Similarity[failing.size()];
        for (int i = 0; i < failing.size(); i++) {
            View view = failing.get(i);
            Optional<Similarity> alike = matches.get(i).flatMap(match -> alike(view, match));
            if (alike.isPresent()) {
                similarities[i] = alike.get();
                explained.set(i);
                explainedCalls.add(view.answer().call());
                explainedViews.add(view);
                othersRight += leavesOthersRight(view, matches.get(i).orElseThrow()) ? 1 : 0;
                explainedOf.merge(view.answer().call().dtype(), 1, Integer::sum);
            } else if (!view.wrong().isEmpty() && makesADifference(matches.get(i))) {
                contradict(view, OTHERWISE_WRONG * share(matches.get(i).orElseThrow()), false);
            }
        }
    }

    /** Whether the mistake would make other tensors wrong, too, which are right. */
    private boolean leavesOthersRight(View view, Match match) {
        return view.answer().isTelling()
                && !place.everywhere()
                && match.moved().stream()
                        .anyMatch(name -> !place.tensors().contains(name)
                                && view.names().contains(name)
                                && !view.wrong().contains(name));
    }

    private Optional<Similarity> alike(View view, Match match) {
        Set<String> here = place.among(view.names());
        boolean mine = here.stream().anyMatch(view.wrong()::contains)
                && (here.containsAll(view.wrong()) != !place.othersRight());
        if (!mine) {
            return Optional.empty();
        }
        Optional<Similarity> alike =
                place.everywhere() ? match.toPort().whole() : match.toPort().of(here);
        return alike.filter(found -> here.stream().allMatch(name -> isNearer(view, match, name)));
    }

    /** What is off by little is near to any mistake that changes little; the port's must be nearer than the right. */
    private static boolean isNearer(View view, Match match, String name) {
        Similarity off = view.near().get(name);
        return off == null
                || match.toPort()
                        .tensors()
                        .get(name)
                        .filter(found -> found.units() <= NEARER * off.units())
                        .isPresent();
    }

    private boolean makesADifference(Optional<Match> match) {
        return match.isPresent()
                && match.get().moved().stream()
                        .anyMatch(name -> place.everywhere() || place.tensors().contains(name));
    }

    /** A case of which it explains a part contradicts by the rest. */
    private double share(Match match) {
        List<String> moved = match.moved().stream()
                .filter(name -> place.everywhere() || place.tensors().contains(name))
                .toList();
        long other = moved.stream().filter(name -> !match.toPort().alike(name)).count();
        return Math.max(1, other) / (double) moved.size();
    }

    /** A question that is not telling contradicts nothing: there, the order of operations makes another answer. */
    private void contradict(View view, double weight, boolean right) {
        if (!view.answer().isTelling()) {
            return;
        }
        contradictingWeights.add(right ? DECISIVE * weight : weight);
        contradicting.add(view.answer().call());
        contradictedOf.merge(view.answer().call().dtype(), weight, Double::sum);
    }

    /**
     * Takes account of cases that pass.
     *
     * @param passing the cases
     * @param matches the mutant's answers to them
     * @param weights for how many cases of a dtype each of them stands
     */
    void weigh(List<View> passing, List<Optional<Match>> matches, Map<DType, Double> weights) {
        for (int i = 0; i < passing.size(); i++) {
            View view = passing.get(i);
            boolean refused = view.right().filter(Rejected.class::isInstance).isPresent()
                    && matches.get(i)
                            .filter(match -> !match.moved().contains(ByTensor.ANSWER))
                            .isPresent();
            // The output of a call that is refused all the same may be the right one by an earlier refusal.
            if (makesADifference(matches.get(i)) && !refused) {
                contradict(view, weights.get(view.answer().call().dtype()), true);
            }
        }
    }

    Mutant mutant() {
        return mutant;
    }

    Place place() {
        return place;
    }

    /** Returns the place in words; empty for everywhere, and where the cases do not tell that the rest is right. */
    String where() {
        int least = Math.min(LEAST_RIGHT, explained.cardinality());
        return place.othersRight() && othersRight < least ? "" : place.words(gradients);
    }

    /** Whether it explains a wrong number, not NaN and infinities only, which many mistakes make. */
    boolean explainsNumbers() {
        return explainedViews.stream()
                .anyMatch(view -> place.among(view.wrong()).stream()
                        .anyMatch(name -> ElementView.of(view, name)
                                .filter(tensor ->
                                        tensor.wrong().stream().anyMatch(i -> Double.isFinite(tensor.given()[i])))
                                .isPresent()));
    }

    BitSet explained() {
        return (BitSet) explained.clone();
    }

    BitSet explained(BitSet open) {
        BitSet both = explained();
        both.and(open);
        return both;
    }

    /** Returns the share of the cases explained among those in which it would make a difference. */
    double likelihood() {
        int alike = explained.cardinality();
        double contradicted = contradictedOf.entrySet().stream()
                .filter(entry -> explainedOf.containsKey(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return alike == 0 ? 0 : alike / (alike + contradicted);
    }

    /** Returns what the cases explained have in common and few of those that contradict. */
    Optional<CaseCondition> condition() {
        if (condition == null) {
            condition = likelihood() >= CERTAIN ? Optional.empty() : foundCondition();
        }
        return condition;
    }

    private Optional<CaseCondition> foundCondition() {
        List<Integer> counted = IntStream.range(0, contradicting.size())
                .filter(i -> explainedOf.containsKey(contradicting.get(i).dtype()))
                .boxed()
                .toList();
        double[] weights =
                counted.stream().mapToDouble(contradictingWeights::get).toArray();
        return CaseCondition.between(
                explainedCalls,
                counted.stream().map(contradicting::get).toList(),
                weights,
                Math.min(
                        MOST_EXCEPTIONS * explainedCalls.size(),
                        MOST_KEPT * Arrays.stream(weights).sum()));
    }

    /** Whether the mistake is a parameter's default. */
    boolean isByDefault() {
        return mutant.name().endsWith(BY_DEFAULT);
    }

    /**
     * Returns the mistake that explains the same cases under the same condition whether a parameter is given or not, if
     * this is one that is made by default only; else itself.
     */
    Suspect unrestricted(List<Suspect> suspects, BitSet open) {
        if (!isByDefault() || condition().isEmpty()) {
            return this;
        }
        BitSet mine = explained(open);
        return suspects.stream()
                .filter(other -> other.place.equals(place))
                .filter(other -> !other.isByDefault())
                .filter(other -> other.explained(mine).equals(mine))
                .filter(other -> other.condition().equals(condition()))
                .findFirst()
                .orElse(this);
    }

    /** Returns how many open cases it explains, less where it is less likely. */
    double score(BitSet open) {
        return explained(open).cardinality()
                * Math.max(
                        likelihood(), condition().filter(CaseCondition::lifts).isPresent() ? UNDER_CONDITION : 0)
                * (place.everywhere() ? 1 : place.othersRight() ? IN_PART : UNSURE);
    }

    Similarity worst(BitSet cases) {
        return cases.stream().mapToObj(i -> similarities[i]).reduce(Similarity.SAME, Similarity::worst);
    }
}
