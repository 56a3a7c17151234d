package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.AllowanceText;
import io.lossparity.kit.compare.ElementError;
import io.lossparity.kit.compare.ElementText;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.TruthText;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes what is wrong with an answer: everything needed to understand it and to see it again. */
final class MismatchMessage {
    private final StringBuilder text = new StringBuilder();
    private final LossCall call;

    private MismatchMessage(LossCall call) {
        this.call = call;
    }

    static String render(
            Judge judge, GoldenCase goldenCase, FailureKind kind, String problem, List<TensorComparison> refused) {
        MismatchMessage message = new MismatchMessage(goldenCase.call());
        message.line("%s, port %s: %s", goldenCase.id(), judge.port(), problem);
        refused.forEach(message::tensor);
        Advice.of(goldenCase, kind, refused).ifPresent(advice -> message.line("advice: %s", advice));
        Advice.notes(goldenCase).forEach(note -> message.line("flag %s", note));
        message.line("rerun this case alone: %s", judge.rerun(goldenCase.id()));
        message.line("the same call in PyTorch:");
        PyTorchSnippet.render(goldenCase)
                .lines()
                .forEach(line ->
                        message.text.append(("    " + line).stripTrailing()).append('\n'));
        return message.text.toString();
    }

    /** What PyTorch does instead of computing. */
    static String raised(ExpectedError error) {
        return "PyTorch raises " + error.type() + " in " + word(error.stage()) + " (" + error.message() + ")";
    }

    static String word(LossOutcome.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private void tensor(TensorComparison comparison) {
        String kind = comparison.dtype().torchName() + comparison.shape();
        if (!comparison.elementwise()) {
            line("  %s %s: %s", comparison.name(), kind, comparison.problem());
            return;
        }
        line(
                "  %s %s: mismatched %d / %d (%.1f %%), bit-equal %d / %d",
                comparison.name(),
                kind,
                comparison.mismatched(),
                comparison.total(),
                100.0 * comparison.mismatched() / comparison.total(),
                comparison.bitEqual(),
                comparison.total());
        comparison
                .greatest()
                .units()
                .ifPresent(error -> line(
                        "    greatest error: %s units at index %s (up to %s allowed): %s",
                        AllowanceText.number(error.units()),
                        error.index(),
                        AllowanceText.number(comparison.allowedUnits()),
                        AllowanceText.of(comparison, error)));
        comparison
                .greatest()
                .ulps()
                .ifPresent(error -> line(
                        "    greatest ULP difference: %s at index %s (up to %d allowed)",
                        error.ulps() == Long.MAX_VALUE ? "beyond count" : Long.toString(error.ulps()),
                        error.index(),
                        comparison.tolerance().ulps()));
        elements(comparison);
        comparison.truth().ifPresent(truth -> TruthText.lines(truth).forEach(text -> line("    %s", text)));
        line("    allowance rests on: %s", comparison.tolerance().basis());
    }

    private void elements(TensorComparison comparison) {
        comparison.firstMismatch().ifPresent(error -> {
            element("first mismatch", error);
            arguments(comparison.shape(), error.index()).ifPresent(text -> line("      arguments there: %s", text));
        });
        Optional<ElementError> greatest = comparison.greatest().units();
        boolean another = greatest.isPresent()
                && !Objects.equals(
                        greatest.map(ElementError::index),
                        comparison.firstMismatch().map(ElementError::index));
        if (another) {
            element("greatest difference", greatest.get());
        }
    }

    private void element(String what, ElementError error) {
        line(
                "    %s at index %s: expected %s (%s), actual %s (%s)",
                what,
                error.index(),
                ElementText.decimal(error.expected()),
                ElementText.hex(error.expected()),
                ElementText.decimal(error.actual()),
                ElementText.hex(error.actual()));
        error.truth().ifPresent(truth -> {
            line("      truth %s: %s", truth.exact(), TruthText.ulps(truth.portUlps(), truth.torchUlps()));
            truth.definition()
                    .ifPresent(definition -> line(
                            "      the definition's value %s: %s",
                            definition.exact(), TruthText.ulps(definition.portUlps(), definition.torchUlps())));
        });
    }

    /** The elements of the arguments that have the same shape; empty if none has. */
    private Optional<String> arguments(List<Integer> shape, List<Integer> index) {
        int position = 0;
        for (int axis = 0; axis < shape.size(); axis++) {
            position = position * shape.get(axis) + index.get(axis);
        }
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, Object> argument : call.inputs().entrySet()) {
            if (argument.getValue() instanceof TensorValue tensor
                    && shape.equals(Arrays.stream(tensor.shape()).boxed().toList())) {
                texts.add(argument.getKey() + " = " + ElementText.decimal(element(tensor, position)));
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts));
    }

    private static Number element(TensorValue tensor, int position) {
        return switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> tensor.floats()[position];
            case FLOAT64 -> tensor.doubles()[position];
            case INT64, INT32, UINT8, BOOL -> tensor.longs()[position];
        };
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
