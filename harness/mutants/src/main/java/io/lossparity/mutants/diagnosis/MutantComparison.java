package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.report.stream.Unexplained;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the failing cases of one loss with the mutants, tensor by tensor.
 *
 * <p>Every mutant is compared with the first cases; those that explain any of these also with the rest, and with
 * cases that pass, which the mistake must not reject.
 */
final class MutantComparison {
    private static final int COMPARED_WITH_ALL = 60;
    private static final int COMPARED_WITH_SLIPS = 24;
    private static final int MOST_SUSPECTED = 8;
    private static final int MOST_NAMED = 5;
    private static final int MOST_EXAMPLES = 5;
    private static final double LEAST_SHARE = 0.1;
    private static final double HALF = 0.5;
    private static final double MOST_UNEXPLAINED = 0.05;
    private static final double LEAST_LIKELY = 0.75;
    private static final double MOST = 0.8;
    private static final double NEARLY_ALL = 0.9;
    private static final double WHOLE = 0.6;
    private static final int LEAST_WHOLE = 12;

    /** A mutant of the loss tells more than a slip that comes to about the same. */
    private static final double LESS_TELLING = 0.9;

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d+(\\.\\d+)?(e-?\\d+)?");

    private final Reference ownLosses;
    private final List<View> failing;
    private final List<View> passing;
    private final Map<DType, Double> passingWeights = new LinkedHashMap<>();
    private final List<String> gradients;
    private final List<Suspect> suspects = new ArrayList<>();
    private final List<Mutant> slips = new ArrayList<>();
    private final Map<Mutant, List<Mutant>> parts = new LinkedHashMap<>(); // of several mistakes at once
    private final List<Explanation> explanations = new ArrayList<>();
    private final BitSet open = new BitSet();
    private Remainder remainder;
    private Suspect first; // what explains most; null if nothing does

    MutantComparison(FailingCases cases, String loss, Reference ownLosses) {
        this.ownLosses = ownLosses;
        List<FailingCases.Answer> answers = cases.answers(loss);
        Witness witness = Witness.of(answers, ownLosses);
        failing = answers.stream().map(witness::view).toList();
        gradients = Place.gradients(answers);
        List<View> passed = new ArrayList<>();
        for (DType dtype : DType.values()) {
            List<FailingCases.Answer> sample = cases.passing(loss, dtype);
            sample.forEach(answer -> passed.add(witness.view(answer)));
            double each = (double) cases.passingCount(loss, dtype) / Math.max(sample.size(), 1);
            passingWeights.put(dtype, each * failing.size() / Math.max(cases.count(loss), 1));
        }
        passing = List.copyOf(passed);
        suspect(MutantLibrary.of(loss), COMPARED_WITH_ALL);
        explain();
        if (!isExplained()) {
            slips.addAll(Candidates.of(loss, failing));
            suspect(slips, COMPARED_WITH_SLIPS);
            explain();
        }
        if (!isExplained()) {
            suspectSeveral(MutantLibrary.of(loss));
        }
    }

    /** Mistakes that are made one on top of the other. */
    private void suspectSeveral(List<Mutant> library) {
        List<Mutant> all = new ArrayList<>(library);
        all.addAll(slips);
        Together.of(all, failing, gradients).ifPresent(several -> {
            parts.put(several.mutant(), several.parts());
            slips.add(several.mutant());
            suspectAll(
                    List.of(several.mutant()),
                    Match.of(List.of(several.mutant()), failing),
                    Match.of(List.of(several.mutant()), passing));
            explain();
        });
    }

    /** Whether one mistake explains next to everything. */
    private boolean isExplained() {
        return first != null
                && first.place().othersRight()
                && explanations.get(0).matched() >= NEARLY_ALL * wrong()
                && (first.likelihood() >= NEARLY_ALL
                        || first.condition().filter(CaseCondition::kind).isPresent());
    }

    private long wrong() {
        return failing.stream()
                .filter(view -> !view.wrong().isEmpty() && view.answer().isTelling())
                .count();
    }

    private long wrongOutputs() {
        return failing.stream()
                .filter(view -> view.wrong().contains(TensorComparison.OUTPUT))
                .count();
    }

    private void suspect(List<Mutant> mutants, int comparedWithAll) {
        int first = Math.min(comparedWithAll, failing.size());
        Map<Mutant, List<Optional<Match>>> early = Match.of(mutants, failing.subList(0, first));
        List<Mutant> hits = Place.of(gradients).stream()
                .flatMap(place -> mutants.stream()
                        .map(mutant ->
                                new Suspect(mutant, place, gradients, failing.subList(0, first), early.get(mutant))))
                .filter(suspect -> !suspect.explained().isEmpty())
                .sorted(Comparator.comparingInt(suspect -> -suspect.explained().cardinality()))
                .map(Suspect::mutant)
                .distinct()
                .limit(MOST_SUSPECTED)
                .toList();
        Map<Mutant, List<Optional<Match>>> late = Match.of(hits, failing.subList(first, failing.size()));
        Map<Mutant, List<Optional<Match>>> passed = Match.of(hits, passing);
        hits.forEach(mutant -> early.get(mutant).addAll(late.get(mutant)));
        suspectAll(mutants.stream().filter(hits::contains).toList(), early, passed);
    }

    private void suspectAll(
            List<Mutant> mutants,
            Map<Mutant, List<Optional<Match>>> failed,
            Map<Mutant, List<Optional<Match>>> passed) {
        for (Mutant mutant : mutants) {
            for (Place place : Place.of(gradients)) {
                Suspect suspect = new Suspect(mutant, place, gradients, failing, failed.get(mutant));
                suspect.weigh(passing, passed.get(mutant), passingWeights);
                suspects.add(suspect);
            }
        }
    }

    int size() {
        return failing.size();
    }

    /** The mistake that explains most failing cases, then the one that explains most of the rest, and so on. */
    List<Explanation> explanations() {
        return List.copyOf(explanations);
    }

    /** What is to be said of the cases that no mistake explains, if they are many. */
    List<String> patterns() {
        List<View> unexplained = open.stream()
                .mapToObj(failing::get)
                .filter(view -> !view.wrong().isEmpty())
                .toList();
        return unexplained.size() > MOST_UNEXPLAINED * wrong()
                ? new Patterns(unexplained, passing, !explanations.isEmpty()).sentences()
                : List.of();
    }

    /** What no mistake explains, of the cases compared; null if that is nothing. */
    Unexplained unexplained() {
        return remainder.left(open.stream().boxed().collect(Collectors.toSet()));
    }

    private void explain() {
        explanations.clear();
        remainder = new Remainder(failing);
        first = null;
        open.set(0, failing.size());
        while (explanations.size() < MOST_NAMED && !open.isEmpty()) {
            Optional<Suspect> best = best();
            if (best.isEmpty()) {
                break;
            }
            explanations.add(explanation(best.get()));
            first = explanations.size() == 1 ? best.get() : first;
            best.get().explained(open).stream()
                    .forEach(i -> remainder.explain(i, best.get().place()));
            open.andNot(best.get().explained());
        }
    }

    /** The likeliest; among equals the one that is everywhere, then the closest, then the first. None is named twice. */
    private Optional<Suspect> best() {
        Set<Mutant> named = explanations.stream().map(Explanation::mutant).collect(Collectors.toSet());
        Set<Mutant> told = new LinkedHashSet<>(named);
        named.forEach(mutant -> told.addAll(parts.getOrDefault(mutant, List.of())));
        Set<String> kinds = named.stream().map(MutantComparison::withoutNumbers).collect(Collectors.toSet());
        Suspect best = null;
        for (Suspect suspect : suspects) {
            if (told.contains(suspect.mutant())
                    || kinds.contains(withoutNumbers(suspect.mutant()))
                    || isCovered(suspect, named)) {
                continue;
            }
            int explained = suspect.explained(open).cardinality();
            boolean enough = explained > 0
                    && explained >= LEAST_SHARE * failing.size()
                    && (suspect.place().othersRight() || explained >= HALF * wrongOutputs())
                    && isLikely(suspect)
                    && !isAmbiguous(suspect);
            if (enough && (best == null || isBetter(suspect, best))) {
                best = suspect;
            }
        }
        return Optional.ofNullable(best).map(suspect -> suspect.unrestricted(suspects, open));
    }

    /** Whether a mistake that is named comes to the same in the same place, though the rest is wrong otherwise. */
    private boolean isCovered(Suspect suspect, Set<Mutant> named) {
        BitSet more = suspect.explained(open);
        return suspects.stream()
                .filter(other -> named.contains(other.mutant()) && other.place().equals(suspect.place()))
                .anyMatch(other -> {
                    BitSet left = (BitSet) more.clone();
                    left.andNot(other.explained());
                    return left.isEmpty();
                });
    }

    /** Whether another mistake explains the same and differs in a number only, which is then not known. */
    private boolean isAmbiguous(Suspect suspect) {
        BitSet explained = suspect.explained(open);
        return suspects.stream()
                .filter(other ->
                        other.place().equals(suspect.place()) && !other.mutant().equals(suspect.mutant()))
                .filter(other -> !other.mutant().name().equals(suspect.mutant().name()))
                .filter(other -> withoutNumbers(other.mutant()).equals(withoutNumbers(suspect.mutant())))
                .anyMatch(other -> other.explained(open).equals(explained));
    }

    private static String withoutNumbers(Mutant mutant) {
        return NUMBER.matcher(mutant.name()).replaceAll("#");
    }

    /**
     * Whether what contradicts it is little, or tells under which condition the mistake is made. A condition on numbers
     * is believed only of a mistake that explains most: by chance, small tensors agree with anything.
     */
    private boolean isLikely(Suspect suspect) {
        boolean most = suspect.explained().cardinality() >= MOST * wrong();
        return suspect.likelihood() >= LEAST_LIKELY
                || suspect.condition()
                        .filter(condition -> condition.kind() || most)
                        .filter(condition -> condition.cause() || suspect.explainsNumbers())
                        .isPresent()
                || isWhole(suspect);
    }

    /**
     * Whether it explains so much that it is made, though not in all cases that it would change. Gradients alone are
     * alike more easily.
     */
    private boolean isWhole(Suspect suspect) {
        int explained = suspect.explained().cardinality();
        boolean part = suspect.place().othersRight() && !suspect.place().everywhere();
        return explained >= LEAST_WHOLE
                && explained >= (part ? NEARLY_ALL : WHOLE) * wrong()
                && suspect.explainsNumbers();
    }

    private double score(Suspect suspect) {
        return suspect.score(open) * (slips.contains(suspect.mutant()) ? LESS_TELLING : 1);
    }

    private boolean isBetter(Suspect one, Suspect other) {
        int order = Double.compare(score(one), score(other));
        if (order == 0 && one.place().equals(other.place())) {
            return one.worst(one.explained(open)).units()
                    < other.worst(other.explained(open)).units();
        }
        return order == 0 ? one.place().everywhere() && !other.place().everywhere() : order > 0;
    }

    private Explanation explanation(Suspect best) {
        BitSet explained = best.explained(open);
        List<Mutant> alike = suspects.stream()
                .filter(other -> other.place().equals(best.place()) && !Objects.equals(other.mutant(), best.mutant()))
                .filter(this::isLikely)
                .filter(other -> other.explained(explained).equals(explained))
                .map(Suspect::mutant)
                .toList();
        String condition = best.condition()
                .filter(CaseCondition::cause)
                .map(CaseCondition::words)
                .orElse("");
        boolean partly = best.place().othersRight() && best.likelihood() < LEAST_LIKELY && condition.isEmpty();
        String where = Stream.of(best.where(), condition, partly ? "though not in every case" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        Similarity worst = best.worst(explained);
        return new Explanation(
                best.mutant(),
                where,
                alike,
                explained.cardinality(),
                best.likelihood(),
                worst.ulps(),
                worst.units(),
                explained.stream()
                        .limit(MOST_EXAMPLES)
                        .mapToObj(i -> failing.get(i).answer().caseId())
                        .toList(),
                best.place().port(best.mutant(), ownLosses));
    }
}
