package io.lossparity.mutants.diagnosis;

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
import java.util.Optional;
import java.util.Set;
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
    private static final double MOST_UNEXPLAINED = 0.05;

    private final Reference ownLosses;
    private final List<View> failing;
    private final List<View> passing;
    private final Map<DType, Double> passingWeights = new LinkedHashMap<>();
    private final List<String> gradients;
    private final Ranking ranking;
    private final Map<Mutant, List<Mutant>> parts = new LinkedHashMap<>(); // of several mistakes at once
    private final List<Explanation> explanations = new ArrayList<>();
    private final BitSet open = new BitSet();
    private Remainder remainder;

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
        ranking = new Ranking(failing);
        suspect(MutantLibrary.of(loss), COMPARED_WITH_ALL);
        explain();
        if (!ranking.isExplained()) {
            ranking.addSlips(Candidates.of(loss, failing));
            suspect(ranking.slips(), COMPARED_WITH_SLIPS);
            explain();
        }
        if (!ranking.isExplained()) {
            suspectSeveral(MutantLibrary.of(loss));
        }
    }

    /** Mistakes that are made one on top of the other. */
    private void suspectSeveral(List<Mutant> library) {
        List<Mutant> all = new ArrayList<>(library);
        all.addAll(ranking.slips());
        Together.of(all, failing, gradients).ifPresent(several -> {
            parts.put(several.mutant(), several.parts());
            ranking.addSlips(List.of(several.mutant()));
            suspectAll(
                    List.of(several.mutant()),
                    Match.of(List.of(several.mutant()), failing),
                    Match.of(List.of(several.mutant()), passing));
            explain();
        });
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
                ranking.add(suspect);
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
        return unexplained.size() > MOST_UNEXPLAINED * ranking.wrong()
                ? new Patterns(unexplained, passing, !explanations.isEmpty()).sentences()
                : List.of();
    }

    /** What no mistake explains, of the cases compared; null if that is nothing. */
    Unexplained unexplained() {
        return remainder.left(open.stream().boxed().collect(Collectors.toSet()));
    }

    private void explain() {
        explanations.clear();
        ranking.forget();
        remainder = new Remainder(failing);
        open.set(0, failing.size());
        while (explanations.size() < MOST_NAMED && !open.isEmpty()) {
            Optional<Suspect> best = ranking.best(open, told());
            if (best.isEmpty()) {
                break;
            }
            explanations.add(explanation(best.get()));
            ranking.name(best.get());
            best.get().explained(open).stream()
                    .forEach(i -> remainder.explain(i, best.get().place()));
            open.andNot(best.get().explained());
        }
    }

    /** Returns the mistakes that are named, and those that they are made of. */
    private Set<Mutant> told() {
        Set<Mutant> told = new LinkedHashSet<>();
        explanations.stream().map(Explanation::mutant).forEach(mutant -> {
            told.add(mutant);
            told.addAll(parts.getOrDefault(mutant, List.of()));
        });
        return told;
    }

    private Explanation explanation(Suspect best) {
        BitSet explained = best.explained(open);
        boolean partly = best.likelihood() < Ranking.LEAST_LIKELY;
        String condition = best.condition()
                .filter(CaseCondition::cause)
                .map(CaseCondition::words)
                .orElse(partly ? "though not in every case" : "");
        String where = Stream.of(best.where(), condition)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        Similarity worst = best.worst(explained);
        return new Explanation(
                best.mutant(),
                where,
                ranking.alike(best, explained),
                explained.cardinality(),
                best.likelihood(),
                worst.ulps(),
                worst.units(),
                explained.stream()
                        .mapToObj(i -> failing.get(i).answer().caseId())
                        .sorted(Spread.PLAINEST)
                        .limit(MOST_EXAMPLES)
                        .toList(),
                best.place().port(best.mutant(), ownLosses));
    }
}
