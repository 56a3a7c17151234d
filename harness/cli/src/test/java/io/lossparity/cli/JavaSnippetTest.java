package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSnippetTest {
    private static final int LARGEST = 100;

    @TempDir
    Path folder;

    /** A snippet per loss and set of parameters and gradients, of a case that PyTorch accepts. */
    private static Map<String, String> snippets() {
        Map<String, String> snippets = new LinkedHashMap<>();
        GoldenData.bundled().forEach(CaseSelection.all(), goldenCase -> {
            LossCall call = goldenCase.call();
            if (goldenCase.expected() instanceof ExpectedValues && tensors(call).allMatch(t -> t.size() <= LARGEST)) {
                String kind = call.loss() + call.params().keySet() + call.requiresGrad() + call.dtype();
                snippets.computeIfAbsent(kind, key -> JavaSnippet.render(goldenCase));
            }
        });
        return snippets;
    }

    private static Stream<TensorValue> tensors(LossCall call) {
        return Stream.concat(call.params().values().stream(), call.inputs().values().stream())
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast);
    }

    @Test
    void snippetsCompile() {
        Map<String, String> snippets = snippets();
        assertFalse(snippets.isEmpty());
        StringBuilder source = new StringBuilder("import io.lossparity.losses.*;\nimport io.lossparity.tensor.*;\n");
        source.append("class Snippets {\n");
        int number = 0;
        for (String snippet : snippets.values()) {
            String body =
                    snippet.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
            source.append("static void snippet")
                    .append(number++)
                    .append("() {\n")
                    .append(body)
                    .append("\n}\n");
        }
        source.append("}\n");
        assertEquals("", errors(source.toString()));
    }

    private String errors(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Snippets.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        compiler.getTask(null, null, problems, options, null, List.of(file)).call();
        List<String> lines = source.lines().toList();
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .limit(5)
                .map(problem -> problem.getMessage(Locale.ROOT) + " in "
                        + lines.get(Math.toIntExact(problem.getLineNumber()) - 1))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void specialValuesAndLongListsAreWritten() {
        float[] values = new float[40];
        values[0] = Float.NaN;
        values[1] = Float.NEGATIVE_INFINITY;
        values[2] = -0f;
        LossCall call = new LossCall(
                "NLLLoss",
                DType.FLOAT32,
                Map.of("reduction", "foo\"bar", "ignoreIndex", 3_000_000_000L),
                Map.of("input", TensorValue.ofFloats(new int[] {40}, values)),
                Set.of(),
                Optional.empty());
        String snippet = render(call);
        String flat = snippet.replaceAll(",\\s+", ", ");
        assertTrue(flat.contains("{40}, Float.NaN, Float.NEGATIVE_INFINITY, -0.0f, 0.0f"), snippet);
        assertTrue(snippet.contains(".withReduction(Reduction.of(\"foo\\\"bar\"))"), snippet);
        assertTrue(snippet.contains(".withIgnoreIndex(3000000000L)"), snippet);
        assertTrue(snippet.lines().allMatch(line -> line.length() <= 80), snippet);
        assertFalse(snippet.contains("backward"), snippet);
    }

    @Test
    void commaStandsBetweenElementsWhereverLinesBreak() {
        for (int size = 1; size < 150; size++) {
            LossCall call = new LossCall(
                    "MSELoss",
                    DType.FLOAT64,
                    Map.of(),
                    Map.of("input", TensorValue.ofDoubles(new int[] {size}, new double[size])),
                    Set.of(),
                    Optional.empty());
            String snippet = render(call);
            String elements =
                    snippet.substring(snippet.indexOf("}, ") + 3, snippet.indexOf(");", snippet.indexOf("}, ")));
            assertEquals(size, elements.split(",\\s+", -1).length, snippet);
            assertFalse(elements.contains("0.00.0"), snippet);
        }
    }

    @Test
    void callThatJavaCanNotExpressIsSaidSo() {
        LossCall call = new LossCall(
                "MSELoss",
                DType.FLOAT32,
                Map.of(),
                Map.of("input", TensorValue.ofHalves(new int[0], 1f)),
                Set.of(),
                Optional.empty());
        assertEquals("// There is no float16 tensor in Java's losses.\n", render(call));
    }

    private static String render(LossCall call) {
        return JavaSnippet.render(new GoldenCase(
                "id",
                Map.of(),
                call.loss(),
                call.dtype(),
                Map.of(),
                call,
                new ExpectedValues(TensorValue.ofFloats(new int[0], 1f), Map.of(), List.of())));
    }
}
