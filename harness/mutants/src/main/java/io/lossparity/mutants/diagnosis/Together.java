package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.MutantPort;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.spi.LossOutcome.Computed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds mistakes of which one is made on top of the other, so that none of them explains all: first the mistake that
 * explains most plain cases, then the one that on top of it explains most of the others.
 */
final class Together {
    private static final int MOST_MISTAKES = 3;
    private static final int MOST_STARTS = 2;
    private static final int MOST_VIEWS = 30;
    private static final int LEAST_VIEWS = 6;
    private static final int MOST_OPEN = 8;
    private static final int LEAST_MORE = 2;
    private static final double NEARLY_ALL = 0.9;
    private static final double MOST = 0.7;
    private static final Place EVERYWHERE = new Place(null, true);

    private final List<Mutant> mutants;
    private final List<View> plain;
    private final List<String> gradients;

    /**
     * Some mistakes that are made at once.
     *
     * @param mutant all of them
     * @param parts each of them
     */
    record Several(Mutant mutant, List<Mutant> parts) {
        Several {
            parts = List.copyOf(parts);
        }

        /** Returns these and one more, which is made where they ask what is right, or else asks them. */
        private Several with(Mutant more, boolean outside) {
            List<Mutant> all = new ArrayList<>(parts);
            all.add(more);
            return new Several(outside ? on(more, mutant) : on(mutant, more), all);
        }

        private static Mutant on(Mutant outer, Mutant inner) {
            return new Mutant(
                    outer.id() + "+" + inner.id().substring(inner.loss().length() + 1),
                    outer.loss(),
                    outer.name() + "; and " + inner.name(),
                    inOneFormula(outer, inner)
                            .orElse((call, reference) ->
                                    outer.behaviour().answer(call, new Reference(new MutantPort(inner, reference)))));
        }
    }

    private Together(List<Mutant> mutants, List<View> failing, List<String> gradients) {
        this.mutants = mutants;
        this.gradients = gradients;
        plain = failing.stream().filter(Together::isPlain).limit(MOST_VIEWS).toList();
    }

    /** Returns two or three mistakes that at once explain most plain cases, if no single one explains next to all. */
    static Optional<Several> of(List<Mutant> mutants, List<View> failing, List<String> gradients) {
        Together together = new Together(mutants, failing, gradients);
        return together.plain.size() < LEAST_VIEWS ? Optional.empty() : together.search();
    }

    /** What is not finite looks alike whatever the mistake is. */
    private static boolean isPlain(View view) {
        return view.answer().isTelling()
                && view.answer().outcome() instanceof Computed
                && view.right().filter(Computed.class::isInstance).isPresent()
                && !view.wrong().isEmpty()
                && view.wrong().stream()
                        .allMatch(name -> ElementView.of(view, name)
                                .filter(tensor -> tensor.wrong().stream().allMatch(tensor::isFinite))
                                .isPresent());
    }

    private Optional<Several> search() {
        Map<Mutant, List<Optional<Match>>> matches = Match.of(mutants, plain);
        return mutants.stream()
                .filter(mutant -> !explained(mutant, matches.get(mutant)).isEmpty())
                .sorted(Comparator.comparingInt(
                        mutant -> -explained(mutant, matches.get(mutant)).cardinality()))
                .limit(MOST_STARTS)
                .flatMap(mutant ->
                        extended(new Several(mutant, List.of(mutant)), explained(mutant, matches.get(mutant))).stream())
                .max(Comparator.comparingInt(several -> explained(several.mutant(), matches(several.mutant(), plain))
                        .cardinality()));
    }

    private Optional<Several> extended(Several several, BitSet explained) {
        Optional<Several> found = several.parts().size() > 1 && explained.cardinality() >= MOST * plain.size()
                ? Optional.of(several)
                : Optional.empty();
        if (explained.cardinality() >= NEARLY_ALL * plain.size()
                || several.parts().size() == MOST_MISTAKES) {
            return found;
        }
        List<View> open = IntStream.range(0, plain.size())
                .filter(i -> !explained.get(i))
                .limit(MOST_OPEN)
                .mapToObj(plain::get)
                .toList();
        return best(several, open)
                .flatMap(more -> {
                    BitSet all = explained(more.mutant(), matches(more.mutant(), plain));
                    boolean better = all.cardinality() >= explained.cardinality() + LEAST_MORE;
                    return better ? extended(more, all) : Optional.empty();
                })
                .or(() -> found);
    }

    private static Optional<Behaviour> inOneFormula(Mutant one, Mutant other) {
        return one.behaviour() instanceof FormulaBehaviour first && other.behaviour() instanceof FormulaBehaviour second
                ? first.and(second)
                : Optional.empty();
    }

    /** Returns the mistakes with the one that, inside or outside, explains most of what is open. */
    private Optional<Several> best(Several several, List<View> open) {
        List<View> above =
                open.stream().map(view -> above(several.mutant(), view)).toList();
        Several best = null;
        int most = LEAST_MORE - 1;
        for (Mutant more : mutants) {
            for (boolean outside : new boolean[] {true, false}) {
                // A formula changes only what equals PyTorch's answer, not what another mistake has changed.
                Mutant outer = outside ? more : several.mutant();
                boolean leftAlone = outer.behaviour() instanceof FormulaBehaviour
                        && (outside || inOneFormula(several.mutant(), more).isEmpty());
                boolean told = several.parts().stream().anyMatch(part -> isOfTheSame(part, more));
                if (told || leftAlone) {
                    continue;
                }
                Several both = several.with(more, outside);
                List<Optional<Match>> matches = outside ? matches(more, above) : matches(both.mutant(), open);
                int met = new Suspect(both.mutant(), EVERYWHERE, gradients, open, matches)
                        .explained()
                        .cardinality();
                if (met > most) {
                    most = met;
                    best = both;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether both are about the same argument, of which only one thing can be true. */
    private static boolean isOfTheSame(Mutant one, Mutant other) {
        return one.equals(other)
                || Signatures.bundled().of(one.loss()).stream()
                        .flatMap(signature -> signature.parameters().stream())
                        .map(LossSignature.Parameter::name)
                        .anyMatch(name -> isOf(one, name) && isOf(other, name));
    }

    private static boolean isOf(Mutant mutant, String parameter) {
        String slug = mutant.id().substring(mutant.loss().length() + 1).replaceFirst("^default-", "");
        return hyphened(slug).startsWith(hyphened(parameter) + "-");
    }

    /** Names are written as in logInput or as in log-input. */
    private static String hyphened(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A case in which what is right is what a mistake makes of it. */
    private static View above(Mutant mutant, View view) {
        return new View(
                view.answer(),
                new Reference(new MutantPort(mutant, view.reference())),
                view.right(),
                view.names(),
                view.wrong(),
                view.near());
    }

    private static List<Optional<Match>> matches(Mutant mutant, List<View> views) {
        return views.stream().map(view -> view.match(mutant)).toList();
    }

    private BitSet explained(Mutant mutant, List<Optional<Match>> matches) {
        return new Suspect(mutant, EVERYWHERE, gradients, plain, matches).explained();
    }
}
