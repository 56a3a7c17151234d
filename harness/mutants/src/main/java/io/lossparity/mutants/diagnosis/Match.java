package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Mutant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mutant's answer to a case.
 *
 * @param toPort how alike it and the port's answer are
 * @param moved the tensors in which it is not right
 */
record Match(ByTensor toPort, Set<String> moved) {
    /** Returns each mutant's answers to the cases; empty where it is right, or does not know any. */
    static Map<Mutant, List<Optional<Match>>> of(List<Mutant> mutants, List<View> cases) {
        Map<Mutant, List<Optional<Match>>> matches = new LinkedHashMap<>();
        mutants.forEach(mutant -> matches.put(mutant, new ArrayList<>()));
        // Case by case, for what is right is remembered as long as no other case is asked about.
        for (View view : cases) {
            mutants.forEach(mutant -> matches.get(mutant).add(view.match(mutant)));
        }
        return matches;
    }
}
