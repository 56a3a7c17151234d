package io.lossparity.kit.signature;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loss takes and computes.
 *
 * @param summary a sentence
 * @param arguments the arguments of the call, in PyTorch's order
 * @param parameters the constructor's parameters, in PyTorch's order
 * @param each which elements one loss belongs to, and how the arguments are aligned
 * @param symbols the meaning of the letters in the formula
 * @param formula the formula, in lines of plain text; a line that begins with a reduction applies to that reduction
 * @param shapes the forms of arguments and output, at least one; the statements of a form hold together
 * @param tested by parameter, the numbers that some case must have; empty if the loss's cases declare none
 * @param untested which settings are not crossed, and why; empty if the loss's cases declare none
 */
public record LossSignature(
        String summary,
        List<Argument> arguments,
        List<Parameter> parameters,
        String each,
        Map<String, String> symbols,
        List<String> formula,
        List<List<String>> shapes,
        Map<String, List<String>> tested,
        List<Untested> untested) {
    /** Makes the collections unmodifiable. */
    public LossSignature {
        arguments = List.copyOf(arguments);
        parameters = List.copyOf(parameters);
        symbols = Collections.unmodifiableMap(new LinkedHashMap<>(symbols));
        formula = List.copyOf(formula);
        shapes = shapes.stream().map(List::copyOf).toList();
        tested = tested == null ? Map.of() : Map.copyOf(tested);
        untested = untested == null ? List.of() : List.copyOf(untested);
    }

    /**
     * An argument of the call.
     *
     * @param name its name in Java and in the cases
     * @param torchName its name in PyTorch
     * @param kind floating, integer or lengths
     * @param differentiable whether it has a gradient
     */
    public record Argument(String name, String torchName, String kind, boolean differentiable) {}

    /**
     * A parameter of the constructor.
     *
     * @param name its name in Java and in the cases
     * @param torchName its name in PyTorch
     * @param kind tensor, boolean, integer, number or string
     * @param initial its default: a Boolean, Long, Double or String; null for None
     * @param words the strings that it can be; empty for other kinds
     * @param differentiable whether it has a gradient
     * @param meaning what it does; null for parameters that most losses have
     */
    public record Parameter(
            String name,
            String torchName,
            String kind,
            @JsonProperty("default") Object initial,
            List<String> words,
            boolean differentiable,
            String meaning) {
        /** Makes the list unmodifiable. */
        public Parameter {
            words = words == null ? List.of() : List.copyOf(words);
        }
    }

    /**
     * Settings that are not crossed. In the patterns, {@code *} stands for any characters.
     *
     * @param one a pattern of one setting, as in {@code delta=*}
     * @param other a pattern of the other
     * @param reason why
     */
    public record Untested(String one, String other, String reason) {}

    /** Returns a parameter; empty if the loss has no such parameter. */
    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
