package io.lossparity.cli;

import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.text.CodeLines;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes a call as Java statements that use LossParity's own losses. */
final class JavaSnippet {
    private static final Set<String> LEGACY_FLAGS = Set.of("sizeAverage", "reduce");
    private static final Set<DType> DTYPES = Set.of(DType.FLOAT32, DType.FLOAT64, DType.INT64);
    private static final List<String> NOT_IN_BACKWARD = List.of("target", "weight");

    private final LossCall call;
    private final boolean backwardAll;

    private JavaSnippet(GoldenCase goldenCase) {
        this.call = goldenCase.call();
        this.backwardAll = goldenCase.expected() instanceof ExpectedValues values
                && NOT_IN_BACKWARD.stream()
                        .anyMatch(name -> values.grads()
                                .getOrDefault(name, Optional.empty())
                                .isPresent());
    }

    /** Returns the statements, or a comment if the typed losses have no such call; each line ends with a line feed. */
    static String render(GoldenCase goldenCase) {
        return new JavaSnippet(goldenCase).statements();
    }

    private String statements() {
        List<String> foreign = tensors()
                .map(TensorValue::dtype)
                .filter(dtype -> !DTYPES.contains(dtype))
                .map(DType::torchName)
                .distinct()
                .toList();
        if (!foreign.isEmpty()) {
            return "// There is no " + String.join(" or ", foreign) + " tensor in Java's losses.\n";
        }
        StringBuilder code = new StringBuilder("import io.lossparity.losses.*;\nimport io.lossparity.tensor.*;\n\n");
        call.params().forEach((name, value) -> declare(code, name, value, true));
        String made = "var loss = new " + call.loss() + "()";
        List<String> withers = withers();
        String line = made + String.join("", withers) + ";\n";
        code.append(
                line.length() <= CodeLines.WIDTH
                        ? line
                        : made + "\n        " + String.join("\n        ", withers) + ";\n");
        call.inputs().forEach((name, value) -> declare(code, name, value, false));
        String arguments = String.join(", ", call.inputs().keySet());
        code.append("var output = loss.forward(").append(arguments).append(");\n");
        if (!call.requiresGrad().isEmpty()) {
            backward(code, arguments);
        }
        return CodeLines.broken(code.toString());
    }

    private void backward(StringBuilder code, String arguments) {
        call.gradOutput().ifPresent(tensor -> declare(code, "gradOutput", tensor, false));
        code.append("var grads = loss.")
                .append(backwardAll ? "backwardAll" : "backward")
                .append('(')
                .append(call.gradOutput().isPresent() ? "gradOutput, " : "")
                .append(arguments)
                .append(");\n");
    }

    private Stream<TensorValue> tensors() {
        return Stream.of(
                        call.params().values(),
                        call.inputs().values(),
                        call.gradOutput().stream().toList())
                .flatMap(values -> values.stream())
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast);
    }

    private List<String> withers() {
        List<String> withers = new ArrayList<>();
        call.params().forEach((name, value) -> {
            if (!LEGACY_FLAGS.contains(name)) {
                String wither = ".with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
                withers.add(wither + "(" + argument(name, value) + ")");
            }
        });
        if (!Collections.disjoint(call.params().keySet(), LEGACY_FLAGS)) {
            withers.add(".withLegacyFlags(" + call.params().get("sizeAverage") + ", "
                    + call.params().get("reduce") + ")");
        }
        return withers;
    }

    private static String argument(String name, Object value) {
        if (value instanceof TensorValue) {
            return name;
        }
        if (value instanceof Double number) {
            return literal(number.doubleValue());
        }
        if (value instanceof Long number) {
            return literal(number.longValue());
        }
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        List<String> known = List.of("none", "mean", "sum", "batchmean");
        return known.contains(text)
                ? "Reduction." + text.toUpperCase(Locale.ROOT)
                : "Reduction.of(\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\")";
    }

    private static void declare(StringBuilder code, String name, Object value, boolean tensorsOnly) {
        if (value instanceof TensorValue tensor) {
            code.append("var " + name + " = " + factory(tensor) + "(" + arguments(tensor) + ");\n");
        } else if (value instanceof long[] integers) {
            String elements =
                    Arrays.stream(integers).mapToObj(JavaSnippet::literal).collect(Collectors.joining(", "));
            code.append("var " + name + " = Int64Tensor.vector(" + elements + ");\n");
        } else if (!tensorsOnly) {
            code.append("// ").append(name).append(" is ").append(value).append('\n');
        }
    }

    private static String factory(TensorValue tensor) {
        String type = switch (tensor.dtype()) {
            case FLOAT32 -> "Float32Tensor";
            case FLOAT64 -> "Float64Tensor";
            default -> "Int64Tensor";
        };
        return type + (tensor.shape().length == 0 ? ".scalar" : ".of");
    }

    private static String arguments(TensorValue tensor) {
        IntFunction<String> element = switch (tensor.dtype()) {
            case FLOAT32 -> i -> literal(tensor.floats()[i]);
            case FLOAT64 -> i -> literal(tensor.doubles()[i]);
            default -> i -> literal(tensor.longs()[i]);
        };
        Stream<String> elements = IntStream.range(0, tensor.size()).mapToObj(element);
        if (tensor.shape().length == 0) {
            return elements.collect(Collectors.joining());
        }
        String shape = Arrays.stream(tensor.shape()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return Stream.concat(Stream.of("new int[] {" + shape + "}"), elements).collect(Collectors.joining(", "));
    }

    private static String literal(float value) {
        if (Float.isFinite(value)) {
            return value + "f";
        }
        return "Float." + special(value);
    }

    private static String literal(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "Double." + special(value);
    }

    private static String literal(long value) {
        return value + ((int) value == value ? "" : "L");
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
    }
}
