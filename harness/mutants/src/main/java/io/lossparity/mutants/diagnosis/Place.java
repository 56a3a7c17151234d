package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.MutantPort;
import io.lossparity.mutants.Reference;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a mistake is made.
 *
 * @param tensors the names of the tensors that have it, while the others are right; null for everywhere
 * @param othersRight whether the others are right; if not, nothing is known of them
 */
record Place(Set<String> tensors, boolean othersRight) {
    private static final int MOST_TENSORS = 4;

    /** Returns the names of the gradients that some questions want. */
    static List<String> gradients(List<FailingCases.Answer> answers) {
        Set<String> names = new TreeSet<>();
        answers.forEach(
                answer -> answer.call().requiresGrad().forEach(name -> names.add(TensorComparison.gradientOf(name))));
        return List.copyOf(names);
    }

    /** Returns the places of a loss with those gradients: everywhere first, then those of ever more tensors. */
    static List<Place> of(List<String> gradients) {
        List<String> names = new ArrayList<>();
        names.add(TensorComparison.OUTPUT);
        gradients.stream().limit(MOST_TENSORS - 1).forEach(names::add);
        List<Place> places = new ArrayList<>();
        places.add(new Place(null, true));
        for (int size = 1; size < names.size(); size++) {
            for (int bits = 1; bits < 1 << names.size(); bits++) {
                if (Integer.bitCount(bits) == size) {
                    places.add(new Place(chosen(names, bits), true));
                }
            }
        }
        places.add(new Place(Set.of(TensorComparison.OUTPUT), false));
        return places;
    }

    private static Set<String> chosen(List<String> names, int bits) {
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if ((bits >> i & 1) == 1) {
                chosen.add(names.get(i));
            }
        }
        return chosen;
    }

    boolean everywhere() {
        return tensors == null;
    }

    /** Returns which of the tensors of a case it comprises. */
    Set<String> among(Collection<String> names) {
        Set<String> here = new LinkedHashSet<>(names);
        if (!everywhere()) {
            here.retainAll(tensors);
        }
        return here;
    }

    /** Returns a port that has a mistake in this place. */
    LossPort port(Mutant mutant, Reference ownLosses) {
        MutantPort mistaken = new MutantPort(mutant, ownLosses);
        return new LossPort() {
            @Override
            public String name() {
                return mutant.id();
            }

            @Override
            public LossOutcome evaluate(LossCall call) {
                return joined(ownLosses.right(call), mistaken.evaluate(call));
            }
        };
    }

    private LossOutcome joined(LossOutcome right, LossOutcome mistaken) {
        if (everywhere() || !(right instanceof Computed known) || !(mistaken instanceof Computed other)) {
            return mistaken;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(known.grads());
        grads.replaceAll((name, grad) -> tensors.contains(TensorComparison.gradientOf(name))
                ? other.grads().getOrDefault(name, grad)
                : grad);
        boolean output = tensors.contains(TensorComparison.OUTPUT);
        return new Computed(output ? other.output() : known.output(), grads);
    }

    /** Returns the place in words, as in {@code only in the output}; empty for everywhere. */
    String words(List<String> gradients) {
        if (everywhere()) {
            return "";
        }
        if (!othersRight) {
            return "in the output (the gradient is wrong too)";
        }
        List<String> parts = new ArrayList<>();
        if (tensors.contains(TensorComparison.OUTPUT)) {
            parts.add("the output");
        }
        List<String> arguments = gradients.stream()
                .filter(tensors::contains)
                .map(name -> name.substring(TensorComparison.gradientOf("").length()))
                .toList();
        if (!arguments.isEmpty()) {
            boolean only = gradients.size() == 1;
            parts.add(only ? "the gradient" : "the gradient of " + String.join(" and of ", arguments));
        }
        return "only in " + String.join(" and ", parts);
    }
}
