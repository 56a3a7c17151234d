package io.lossparity.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The explained survivors, and whether each explanation still holds. */
final class Explanations {
    private final Map<MutantExplanation, Integer> covered = new LinkedHashMap<>();
    private final Map<MutantExplanation, List<String>> refuted = new LinkedHashMap<>();

    Explanations(List<MutantExplanation> explanations) {
        explanations.forEach(explanation -> covered.put(explanation, 0));
    }

    /** Reads the explanations from a JSON file. */
    static Explanations read(Path file) throws IOException {
        return new Explanations(new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {}));
    }

    /** Returns the explanation of a survivor, and counts it. */
    Optional<MutantExplanation> of(MutantResult survivor, String mutatedLine) {
        Optional<MutantExplanation> found = covering(survivor, mutatedLine);
        found.ifPresent(explanation -> covered.merge(explanation, 1, Integer::sum));
        return found;
    }

    /** Notes that a mutant is killed after all; an explanation of this mutant is then wrong. */
    void refute(MutantResult killed, String mutatedLine, String witness) {
        covering(killed, mutatedLine)
                .ifPresent(explanation -> refuted.computeIfAbsent(explanation, key -> new ArrayList<>())
                        .add(explanation.about() + ": said to be "
                                + explanation.kind().name().toLowerCase(Locale.ROOT) + ", but " + witness + " tells '"
                                + killed.change() + "' apart"));
    }

    private Optional<MutantExplanation> covering(MutantResult mutant, String mutatedLine) {
        return covered.keySet().stream()
                .filter(explanation -> explanation.covers(mutant, mutatedLine))
                .findFirst();
    }

    /** Returns what is wrong with the explanations of the mutated classes. Call it after the last survivor. */
    List<String> problems(Set<String> mutatedClasses, SourceLines lines) {
        List<String> problems = new ArrayList<>();
        covered.forEach((explanation, count) -> {
            if (!lines.has(explanation.className())) {
                problems.add(explanation.about() + ": there is no such class");
            }
            if (mutatedClasses.contains(explanation.className()) && count != explanation.survivors()) {
                // Otherwise another mutant on the line with the same description was killed.
                problems.addAll(refuted.getOrDefault(explanation, List.of()));
                problems.add(explanation.about() + ": the entry speaks of " + explanation.survivors()
                        + " survivors, but there are " + count);
            }
        });
        return problems;
    }
}
