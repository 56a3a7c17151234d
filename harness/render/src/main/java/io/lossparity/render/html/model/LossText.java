package io.lossparity.render.html.model;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The description of a loss at the top of its page. A test compares every statement with the golden data.
 *
 * @param summary a sentence
 * @param each which elements one loss belongs to, and how the arguments are aligned
 * @param symbols the meaning of the letters in the formula
 * @param formula the formula, in lines of plain text; a line that begins with a reduction applies to that reduction
 * @param shapes the forms of arguments and output, at least one; the statements of a form hold together
 * @param parameters the constructor's parameters in PyTorch's order
 */
public record LossText(
        String summary,
        String each,
        Map<String, String> symbols,
        List<String> formula,
        List<List<String>> shapes,
        List<Parameter> parameters) {
    private static final Pattern REDUCTION = Pattern.compile("([a-z]+): .*");

    /** Makes the collections unmodifiable. */
    public LossText {
        symbols = Collections.unmodifiableMap(new LinkedHashMap<>(symbols));
        formula = List.copyOf(formula);
        shapes = shapes.stream().map(List::copyOf).toList();
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter.
     *
     * @param name its name in Java and in the case ids
     * @param initial its default, as Python spells it
     * @param meaning what it does; null for parameters that most losses have
     */
    public record Parameter(String name, String initial, String meaning) {}

    /** Returns the values of {@code reduction} that the formula has a line for. */
    public List<String> reductions() {
        return formula.stream()
                .map(REDUCTION::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }

    /** Returns what a parameter of this loss does. */
    public String meaning(Parameter parameter) {
        return switch (parameter.name()) {
            case "reduction" -> "how the elements become the output: " + String.join(", ", reductions());
            case "sizeAverage", "reduce" ->
                "an older way to say the reduction; where either is given, the two win over it";
            default -> parameter.meaning();
        };
    }

    /** Returns the meaning of the letters in the formula, in a sentence. */
    public String where() {
        return symbols.entrySet().stream()
                .map(symbol -> symbol.getKey() + " is " + symbol.getValue())
                .collect(Collectors.joining("; ", "Here ", "."));
    }

    /** Returns the forms of the shapes, each on its own line. */
    public List<String> forms() {
        return shapes.stream().map(form -> String.join("; ", form)).toList();
    }

    private static LossText of(LossSignature signature) {
        return new LossText(
                signature.summary(),
                signature.each(),
                signature.symbols(),
                signature.formula(),
                signature.shapes(),
                signature.parameters().stream()
                        .map(each -> new Parameter(each.name(), python(each.initial()), each.meaning()))
                        .toList());
    }

    private static String python(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value instanceof String word
                ? "'" + word + "'"
                : value.toString().replace(".0E", "e");
    }

    /** Returns the text about a loss; empty if the golden data do not know the loss. */
    public static Optional<LossText> of(String loss) {
        return Signatures.bundled().of(loss).map(LossText::of);
    }
}
