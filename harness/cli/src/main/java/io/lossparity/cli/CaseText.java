package io.lossparity.cli;

import io.lossparity.kit.check.Checked;
import io.lossparity.kit.compare.AllowanceText;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.TruthText;
import io.lossparity.kit.fixture.Expected;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.Note;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes everything about a case and a port's answer to it. */
final class CaseText {
    private static final int MOST_SHOWN = 24;

    private final PrintWriter out;
    private final String port;
    private final int width;

    /**
     * Prepares.
     *
     * @param width how wide a table may be
     */
    CaseText(PrintWriter out, String port, int width) {
        this.out = out;
        this.port = port;
        this.width = width;
    }

    /** Writes everything, and whether the case was expected to fail. */
    void print(Fixture fixture, Checked checked, CaseResult result) {
        GoldenCase goldenCase = checked.goldenCase();
        out.println(goldenCase.id());
        out.println();
        flags(fixture.notes(), goldenCase);
        call(goldenCase.call());
        heading("Answers, " + result.verdict().word());
        result.expectation().ifPresent(expected -> expectation(expected, out));
        ToDo.of(result).ifPresent(line -> out.println("  " + line));
        answers(checked);
        heading("The same call in PyTorch 1.4.0");
        out.print(PyTorchSnippet.render(goldenCase).indent(2));
        heading("The same call in Java, with LossParity's own losses");
        out.print(JavaSnippet.render(goldenCase).indent(2));
        out.flush();
    }

    /** Writes the meaning of each of the case's flags. */
    void flags(Map<String, Note> notes, GoldenCase goldenCase) {
        for (String flag : goldenCase.flags()) {
            Note note = notes.get(flag);
            out.println("  " + flag + ": catches " + note.catches() + " (" + note.source() + ")");
        }
    }

    /** Writes the call. */
    void call(LossCall call) {
        heading("Call");
        call.params().forEach((name, value) -> out.println("  param  " + name + " = " + text(value)));
        call.inputs().forEach((name, value) -> out.println("  input  " + name + " = " + text(value)));
        out.println("  requires grad: "
                + (call.requiresGrad().isEmpty() ? "none" : String.join(", ", call.requiresGrad())));
        if (!call.requiresGrad().isEmpty()) {
            out.println("  incoming gradient: "
                    + call.gradOutput().map(CaseText::text).orElse("none given, the implicit 1.0"));
        }
    }

    /** Writes PyTorch's answer, if the port cannot be asked. */
    void expected(Expected expected) {
        remarks(expected);
        expectedTensors(expected).forEach((name, tensor) -> {
            out.println();
            out.println("  " + name + " " + type(tensor));
            out.println("    PyTorch  " + text(tensor));
        });
        out.println();
        out.println("  What " + port + " answered is known as far as the report tells; 'lossparity explain' asks it.");
    }

    /** Writes down what was expected, and whether it came so. */
    static void expectation(ExpectedFailure expected, PrintWriter out) {
        String about = expected.kind().word() + ", " + expected.title() + ", pattern " + expected.pattern();
        if (expected.met()) {
            out.println("  This failure is expected: " + about);
            out.println("  reason: " + expected.reason());
            return;
        }
        out.println("  A failure was expected: " + about);
        out.println("  reason: " + expected.reason());
        out.println("  but it is otherwise (" + expected.outcome().word() + "): " + expected.message());
    }

    private void remarks(Expected expected) {
        expected.warnings().forEach(warning -> out.println("  PyTorch warns: " + warning));
        if (expected instanceof ExpectedError error) {
            out.println("  PyTorch raises " + error.type() + " in " + lower(error.stage()) + ": " + error.message());
        } else {
            ((ExpectedValues) expected).grads().forEach((name, grad) -> {
                if (grad.isEmpty()) {
                    out.println("  PyTorch has no gradient of " + name + " (None).");
                }
            });
        }
    }

    /** Writes PyTorch's and the port's answers. */
    void answers(Checked checked) {
        Expected expected = checked.goldenCase().expected();
        CaseResult result = checked.result();
        remarks(expected);
        Optional<LossOutcome> answer = checked.answer();
        if (answer.isPresent() && answer.get() instanceof LossOutcome.Rejected rejected) {
            out.println("  " + port + " rejects in " + lower(rejected.stage()) + ": " + rejected.message());
        } else if (!result.verdict().message().isEmpty() && !repeated(result, answer)) {
            out.println("  " + port + ": " + problem(result));
        } else if (checked.rejection().isPresent()) {
            out.println("  " + port + " rejects: " + checked.rejection().get());
        }
        result.notAsked()
                .forEach(name -> out.println(
                        "  not asked: the gradient of " + name + ", which " + port + " declares not to have"));
        result.notes().forEach(note -> out.println("  note on " + port + ": " + note));
        Map<String, TensorValue> wanted = expectedTensors(expected);
        Map<String, TensorValue> given = answer.map(CaseText::actualTensors).orElse(Map.of());
        for (String name : wanted.keySet()) {
            if (given.containsKey(name)) {
                tensor(name, wanted.get(name), given.get(name), truth(expected, name), comparison(result, name));
            } else {
                missing(name, wanted.get(name), absence(checked));
            }
        }
        given.forEach((name, tensor) -> {
            if (!wanted.containsKey(name)) {
                out.println();
                out.println("  " + name + ": " + port + " gives " + text(tensor) + ", PyTorch nothing");
            }
        });
    }

    private void missing(String name, TensorValue expected, String why) {
        out.println();
        out.println("  " + name + " " + type(expected));
        out.println("    PyTorch  " + text(expected));
        out.println("    " + port + "  " + why);
    }

    /**
     * Says why a tensor is missing: a port that rejects in forward what PyTorch rejects in backward has no output, and
     * needs none.
     */
    private static String absence(Checked checked) {
        if (checked.rejection().isPresent()
                || checked.answer()
                        .filter(LossOutcome.Rejected.class::isInstance)
                        .isPresent()) {
            return "none, because it rejects the call before";
        }
        return checked.answer().isEmpty() ? "none that could be judged" : "no such tensor";
    }

    private void tensor(
            String name,
            TensorValue expected,
            TensorValue actual,
            Optional<TensorTruth> truth,
            Optional<TensorComparison> comparison) {
        out.println();
        out.println("  " + name + " " + type(expected)
                + comparison.map(CaseText::summary).orElse(""));
        if (actual.dtype() != expected.dtype() || actual.size() != expected.size()) {
            out.println("    PyTorch  " + text(expected));
            out.println("    " + port + "  " + text(actual));
            return;
        }
        comparison
                .flatMap(TensorComparison::truth)
                .ifPresent(measured -> TruthText.lines(measured).forEach(line -> out.println("    " + line)));
        ElementTable table = new ElementTable(expected, actual, truth, port, MOST_SHOWN);
        out.print(table.render(width - 4).indent(4));
        if (expected.size() > MOST_SHOWN) {
            out.println("    (the " + MOST_SHOWN + " elements that differ most, of " + expected.size() + ")");
        }
    }

    /** Whether the line of a tensor says the first line of the message again. */
    private boolean repeated(CaseResult result, Optional<LossOutcome> answer) {
        Map<String, TensorValue> given = answer.map(CaseText::actualTensors).orElse(Map.of());
        return result.comparisons().stream()
                .anyMatch(comparison -> given.containsKey(comparison.name())
                        && problem(result).equals(comparison.name() + ": " + comparison.problem()));
    }

    /** The first line of the message, without the case and the port, which the text names anyway. */
    private String problem(CaseResult result) {
        String line = result.verdict().message().lines().findFirst().orElse("");
        String known = result.caseId() + ", port " + port + ": ";
        return line.startsWith(known) ? line.substring(known.length()) : line;
    }

    private static String summary(TensorComparison comparison) {
        String measured = comparison.elementwise()
                ? "bit-equal " + comparison.bitEqual() + " / " + comparison.total() + ", worst " + worst(comparison)
                        + comparison
                                .greatest()
                                .units()
                                .map(error -> "; at " + error.index() + " " + AllowanceText.of(comparison, error))
                                .orElse("")
                : "";
        String problem = comparison.accepted() ? "" : (measured.isEmpty() ? "" : "; ") + comparison.problem();
        return ": " + measured + problem;
    }

    private static String worst(TensorComparison comparison) {
        if (!Double.isFinite(comparison.maxUnits())) {
            return Numbers.units(comparison.maxUnits());
        }
        return Numbers.units(comparison.maxUnits()) + " (allowed " + Numbers.number(comparison.allowedUnits()) + "), "
                + Numbers.distance(comparison.maxUlps()) + " ulp (allowed "
                + comparison.tolerance().ulps() + ")";
    }

    private static Optional<TensorComparison> comparison(CaseResult result, String name) {
        return result.comparisons().stream()
                .filter(comparison -> comparison.name().equals(name))
                .findFirst();
    }

    private static Optional<TensorTruth> truth(Expected expected, String name) {
        return expected instanceof ExpectedValues values
                ? values.truth().flatMap(truth -> truth.of(name.replaceFirst("^grad\\.", "")))
                : Optional.empty();
    }

    private static Map<String, TensorValue> expectedTensors(Expected expected) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>();
        if (expected instanceof ExpectedValues values) {
            tensors.put(TensorComparison.OUTPUT, values.output());
            values.grads()
                    .forEach((name, grad) ->
                            grad.ifPresent(tensor -> tensors.put(TensorComparison.gradientOf(name), tensor)));
        } else {
            ((ExpectedError) expected).output().ifPresent(output -> tensors.put(TensorComparison.OUTPUT, output));
        }
        return tensors;
    }

    private static Map<String, TensorValue> actualTensors(LossOutcome answer) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>();
        if (answer instanceof LossOutcome.Computed computed) {
            tensors.put(TensorComparison.OUTPUT, computed.output());
            if (computed.grads() != null) {
                computed.grads().forEach((name, grad) -> tensors.put(TensorComparison.gradientOf(name), grad));
            }
        } else if (answer instanceof LossOutcome.Rejected rejected) {
            rejected.output().ifPresent(output -> tensors.put(TensorComparison.OUTPUT, output));
        }
        tensors.values().removeIf(tensor -> tensor == null);
        return tensors;
    }

    private void heading(String text) {
        out.println();
        out.println(text);
    }

    private static String text(Object value) {
        if (value instanceof TensorValue tensor) {
            String elements = tensor.toString().substring(type(tensor).length() + 1);
            boolean cut = elements.length() > 1000;
            return type(tensor) + " " + (cut ? elements.substring(0, 1000) + " ..." : elements);
        }
        return value instanceof long[] integers ? Arrays.toString(integers) : String.valueOf(value);
    }

    private static String type(TensorValue tensor) {
        return tensor.dtype().torchName() + Arrays.toString(tensor.shape());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
