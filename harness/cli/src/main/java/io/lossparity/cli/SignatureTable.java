package io.lossparity.cli;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arguments and parameters of each loss, as rows of a Markdown table. */
final class SignatureTable {
    private static final Set<String> COMMON = Set.of("reduction", "sizeAverage", "reduce");

    private SignatureTable() {}

    /** Returns a row for each loss: name, arguments, parameters with their defaults, gradients and shapes. */
    static String rows() {
        return Signatures.bundled().losses().entrySet().stream()
                .map(SignatureTable::row)
                .collect(Collectors.joining("\n"));
    }

    private static String row(Map.Entry<String, LossSignature> loss) {
        LossSignature signature = loss.getValue();
        List<String> cells = List.of(
                loss.getKey().replaceFirst("Loss$", ""),
                signature.arguments().stream().map(SignatureTable::argument).collect(Collectors.joining(", ")),
                signature.parameters().stream()
                        .filter(each -> !COMMON.contains(each.name()))
                        .map(SignatureTable::parameter)
                        .collect(Collectors.joining(", ")),
                gradients(signature),
                signature.shapes().stream().map(form -> String.join("; ", form)).collect(Collectors.joining("; or ")));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String argument(LossSignature.Argument argument) {
        return switch (argument.kind()) {
            case "integer" -> argument.name() + " (int64)";
            case "lengths" -> argument.name() + " (integers)";
            default -> argument.name();
        };
    }

    private static String parameter(LossSignature.Parameter parameter) {
        return parameter.initial() == null ? parameter.name() : parameter.name() + "=" + parameter.initial();
    }

    private static String gradients(LossSignature signature) {
        return Stream.concat(
                        signature.arguments().stream()
                                .filter(LossSignature.Argument::differentiable)
                                .map(LossSignature.Argument::name),
                        signature.parameters().stream()
                                .filter(LossSignature.Parameter::differentiable)
                                .map(LossSignature.Parameter::name))
                .collect(Collectors.joining(", "));
    }
}
