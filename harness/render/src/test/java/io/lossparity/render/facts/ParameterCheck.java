package io.lossparity.render.facts;

import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.LossOutcome.Stage;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the stated parameters and reductions against those that PyTorch answers, and those that it refuses. */
final class ParameterCheck {
    private static final Set<String> COMMON = Set.of("sizeAverage", "reduce", "reduction");

    private ParameterCheck() {}

    /** Returns what contradicts the page; empty if nothing does. The defaults are the formula's to prove. */
    static Optional<String> fault(LossText text, Collection<GoldenCase> cases) {
        List<String> stated =
                text.parameters().stream().map(LossText.Parameter::name).toList();
        Set<String> passed = answered(cases).stream()
                .flatMap(each -> each.call().params().keySet().stream())
                .collect(Collectors.toSet());
        if (!passed.equals(Set.copyOf(stated)) || passed.size() != stated.size()) {
            return Optional.of("the page has " + stated + ", PyTorch takes " + passed);
        }
        Set<Object> reductions = new LinkedHashSet<>();
        answered(cases).forEach(each -> reductions.add(each.call().params().getOrDefault("reduction", "mean")));
        reductions.remove("elementwise_mean"); // a name for mean that is going
        if (!reductions.equals(Set.copyOf(text.reductions()))) {
            return Optional.of("the page has " + text.reductions() + ", PyTorch takes " + reductions);
        }
        for (LossText.Parameter parameter : text.parameters()) {
            if (COMMON.contains(parameter.name()) != (parameter.meaning() == null)) {
                return Optional.of(parameter.name() + " has no meaning of its own, or one too many");
            }
        }
        return cases.stream()
                .filter(each -> each.expected() instanceof ExpectedError error && error.stage() == Stage.CONSTRUCT)
                .filter(each -> each.expected() instanceof ExpectedError error
                        && error.message().contains("unexpected keyword"))
                .filter(each -> stated.containsAll(each.call().params().keySet()))
                .map(each -> each.id() + ": PyTorch knows no such parameter, the page has it")
                .findFirst();
    }

    private static List<GoldenCase> answered(Collection<GoldenCase> cases) {
        return cases.stream()
                .filter(each -> FormulaCheck.output(each).isPresent())
                .toList();
    }
}
