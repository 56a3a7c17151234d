package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.Attribution;
import io.lossparity.kit.compare.ElementError;
import io.lossparity.kit.compare.ElementText;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.TruthComparison;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.text.Plural;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what is wrong with an answer, in at most ten lines: what to do, which tensors are wrong and where, and the
 * command that shows the rest.
 */
final class MismatchMessage {
    private static final int MOST_IN_FULL = 2;

    private final StringBuilder text = new StringBuilder();
    private final LossCall call;

    private MismatchMessage(LossCall call) {
        this.call = call;
    }

    static String render(
            Judge judge, GoldenCase goldenCase, FailureKind kind, String problem, List<TensorComparison> refused) {
        MismatchMessage message = new MismatchMessage(goldenCase.call());
        message.line("%s, port %s: %s", goldenCase.id(), judge.port(), problem);
        message.line("to do: %s", Advice.of(goldenCase, kind, refused));
        for (int i = 0; i < refused.size(); i++) {
            // What is wrong with the first tensor as a whole, the first line says.
            if (i > 0 || refused.get(i).elementwise()) {
                message.tensor(refused.get(i), i < MOST_IN_FULL);
            }
        }
        Advice.notes(goldenCase).stream().limit(1).forEach(note -> message.line("flag %s", note));
        message.line("rerun this case alone: %s", judge.rerun(goldenCase.id()));
        return message.text.toString();
    }

    /** Says that PyTorch raises an error instead of computing. */
    static String raised(ExpectedError error) {
        return "PyTorch raises " + error.type() + " in " + word(error.stage()) + " (" + error.message() + ")";
    }

    static String word(LossOutcome.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private void tensor(TensorComparison comparison, boolean inFull) {
        String kind = comparison.dtype().torchName() + comparison.shape();
        if (!comparison.elementwise()) {
            line("  %s %s: %s", comparison.name(), kind, comparison.problem());
            return;
        }
        line(
                "  %s %s: %d of %s wrong, %d bit-equal%s",
                comparison.name(),
                kind,
                comparison.mismatched(),
                Plural.of(comparison.total(), "element"),
                comparison.bitEqual(),
                comparison
                        .truth()
                        .flatMap(TruthComparison::attribution)
                        .filter(attribution -> attribution != Attribution.TORCH_CLOSER)
                        .map(attribution -> "; " + attribution.words())
                        .orElse(""));
        comparison.telling().filter(error -> inFull).ifPresent(error -> element(comparison.shape(), error));
    }

    private void element(List<Integer> shape, ElementError error) {
        line(
                "    at %s: expected %s, got %s%s",
                error.index(),
                ElementText.decimal(error.expected()),
                ElementText.decimal(error.actual()),
                arguments(shape, error.index()).map(there -> "; " + there).orElse(""));
    }

    /** The elements of the arguments that have the same shape; empty if there are none. */
    private Optional<String> arguments(List<Integer> shape, List<Integer> index) {
        int position = 0;
        for (int axis = 0; axis < shape.size(); axis++) {
            position = position * shape.get(axis) + index.get(axis);
        }
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, Object> argument : call.inputs().entrySet()) {
            if (argument.getValue() instanceof TensorValue tensor
                    && shape.equals(Arrays.stream(tensor.shape()).boxed().toList())) {
                texts.add(argument.getKey() + " = " + ElementText.decimal(ElementText.of(tensor, position)));
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
