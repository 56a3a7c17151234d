package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ports in Python, through their protocol; skipped where their Python is not. */
class PythonPortsTest {
    private static final Path PORTS =
            Path.of("").toAbsolutePath().getParent().getParent().resolve("harness/ports");
    private static final Path BASE = PORTS.resolve("python");
    private static final Path NUMPY = PORTS.resolve("numpy/numpy_port.py");
    private static final Path TORCH = PORTS.resolve("torch140/torch140_port.py");
    /** Some hundred cases of all losses and dtypes, errors and legacy flags included. */
    private static final List<String> SAMPLE =
            List.of("--case", "*/default*", "--case", "*/invalid/reduction=*", "--case", "SoftMarginLoss/*/limits");

    @TempDir
    Path folder;

    private CommandRun check(Path script, List<String> selection) {
        String report = folder.resolve("report.jsonl").toString();
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "check",
                                "--no-expectations",
                                "--relations",
                                "none",
                                "--timeout",
                                "60",
                                "--port",
                                Python.port(script)),
                        Stream.concat(selection.stream(), Stream.of("--json", report)))
                .toArray(String[]::new));
    }

    private List<CaseLine> cases() throws IOException {
        return RunReportReader.read(folder.resolve("report.jsonl")).cases();
    }

    private static Set<String> losses(List<CaseLine> cases, CaseVerdict verdict) {
        return cases.stream()
                .filter(line -> line.verdict() == verdict)
                .map(CaseLine::loss)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void baseHelperPassesItsOwnTests() {
        Python.needNumpy();
        Python.Run run = Python.run(BASE, "-B", "-m", "unittest", "test_lossparity_port");
        assertEquals(0, run.exitCode(), run::text);
        assertTrue(run.text().matches("(?s).*Ran [1-9]\\d* tests? in .*"), run::text);
    }

    @Test
    void numpyPortAnswersWhatItHasAndSaysWhatItLacks() throws IOException {
        Python.needNumpy();
        CommandRun run = check(NUMPY, SAMPLE);
        assertTrue(run.out().startsWith("port numpy 1.1 (NumPy "), run::all);
        assertEquals(1, run.exitCode(), run::all);
        List<CaseLine> cases = cases();
        Set<String> nine = Set.of(
                "BCELoss",
                "BCEWithLogitsLoss",
                "CrossEntropyLoss",
                "KLDivLoss",
                "L1Loss",
                "MSELoss",
                "NLLLoss",
                "SmoothL1Loss",
                "SoftMarginLoss");
        assertEquals(nine, losses(cases, CaseVerdict.PASSED), run::all);
        assertEquals(Set.of(), losses(cases, CaseVerdict.TIMED_OUT), run::all);
        List<CaseLine> others =
                cases.stream().filter(line -> !nine.contains(line.loss())).toList();
        assertEquals(9, losses(others, CaseVerdict.UNSUPPORTED).size(), run::all);
        assertEquals(
                Set.of(CaseVerdict.UNSUPPORTED),
                others.stream().map(CaseLine::verdict).collect(Collectors.toSet()),
                run::all);
    }

    /** |x - y| leaves no room for another result, whatever NumPy's version; sums of gradients would. */
    @Test
    void numpyPortIsExactWhereArithmeticIs() {
        Python.needNumpy();
        CommandRun run = check(NUMPY, List.of("--case", "L1Loss/*/none/*/N2-C3/typical"));
        assertEquals(0, run.exitCode(), run::all);
    }

    /** Its softplus stays finite where PyTorch 1.4.0's literal exp overflows. */
    @Test
    void numpyPortFailsWhereItIsKnownToDepart() {
        Python.needNumpy();
        CommandRun run = check(NUMPY, List.of("--details", "--case", "SoftMarginLoss/float32/none/N22/limits"));
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("expected Infinity"), run::all);
    }

    @Test
    void torch140IsEqualToTheBit() throws IOException {
        Python.needTorch140();
        CommandRun run = check(TORCH, SAMPLE);
        assertEquals(0, run.exitCode(), run::all);
        List<CaseLine> cases = cases();
        assertEquals(Signatures.bundled().losses().keySet(), losses(cases, CaseVerdict.PASSED), run::all);
        assertEquals(List.of(), inexact(cases), run::all);
        assertTrue(
                cases.stream()
                        .flatMap(line -> line.notes().stream())
                        .anyMatch(note -> note.startsWith("torch warns: ") && note.contains("size_average")),
                run::all);
    }

    /**
     * A port that has one gradient only is judged by the answer to the whole question. That is fair: PyTorch itself, asked
     * for that gradient only, passes all of these cases.
     */
    @ParameterizedTest
    @ValueSource(strings = {"input", "target", "anchor", "input2", "nothing"})
    void torch140WithOneGradientPassesWhatItIsAsked(String gradient) throws IOException {
        Python.needTorch140();
        Path script = Files.writeString(folder.resolve("narrow.py"), """
                import sys
                sys.path[:0] = [%s, %s]
                from torch140_port import evaluate, serve
                import torch

                losses = [name for name in dir(torch.nn) if name.endswith("Loss")]
                serve("narrow", "1", evaluate, {name: {"gradients": [%s]} for name in losses})
                """.formatted(
                        literal(TORCH.getParent()), literal(BASE), "'" + gradient + "'"));
        CommandRun run = check(script, List.of("--case", "*/float32/mean/*/typical"));
        assertEquals(0, run.exitCode(), run::all);
        List<CaseLine> judged = cases().stream()
                .filter(line -> line.verdict() != CaseVerdict.UNSUPPORTED
                        && !line.asked().notAsked().isEmpty())
                .toList();
        assertTrue(judged.size() > 200, run::all);
    }

    /** The calibration notices a single bit, where a tolerance lets it pass. */
    @Test
    void torch140WithAnotherLastBitIsNoticed() throws IOException {
        Python.needTorch140();
        Path script = Files.writeString(
                folder.resolve("nudged.py"), """
                import sys
                sys.path[:0] = [%s, %s]
                import numpy as np
                from torch140_port import evaluate, serve

                def nudged(call):
                    answer = evaluate(call)
                    answer.output = np.nextafter(answer.output, np.array(np.inf, answer.output.dtype))
                    return answer

                serve("nudged", "1", nudged)
                """.formatted(literal(TORCH.getParent()), literal(BASE)));
        CommandRun run = check(script, List.of("--case", "MSELoss/float32/none/*/N2-C3/typical"));
        assertTrue(run.out().startsWith("port nudged 1"), run::all);
        List<CaseLine> cases = cases();
        assertTrue(!cases.isEmpty(), run::all);
        assertEquals(cases.stream().map(CaseLine::id).toList(), inexact(cases), run::all);
        for (CaseLine line : cases) {
            assertEquals(1, line.tensors().get(0).ulps().max(), line::id);
            assertEquals(0, line.tensors().get(0).bitEqual(), line::id);
        }
    }

    /** Returns the cases that have an element with another bit. */
    private static List<String> inexact(List<CaseLine> cases) {
        return cases.stream()
                .filter(line -> line.tensors().stream().anyMatch(tensor -> tensor.bitEqual() < tensor.count()))
                .map(CaseLine::id)
                .toList();
    }

    private static String literal(Path path) {
        return "r'" + path + "'";
    }
}
