package io.lossparity.report.stream;

import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossSupport;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The results of a run in which a port does everything that a report can tell of. */
final class TrialRun {
    private TrialRun() {}

    static final Map<String, String> AT = Map.of("weight", "plain", "form", "N-C", "values", "typical");
    static final TensorValue EXPECTED = TensorValue.ofFloats(new int[] {2, 2}, 1f, 2f, Float.NaN, -0f);

    static final TensorTruth TRUTH = new TensorTruth(
            ExactTensor.of("1.0", "2.0000001", "NaN", "0.0"),
            ExactTensor.of("1.0", "2.0000001", "0.5", "0.0"),
            List.of("masked-infinity"),
            Optional.empty());

    static final DeclaredCapabilities CAPABILITIES = DeclaredCapabilities.of(
            Capabilities.of(LossSupport.of("L1Loss"), LossSupport.of("NLLLoss").withGradients("input")));

    static ReportHeader header(long cases) {
        return new ReportHeader(
                ReportHeader.FORMAT_VERSION,
                new ReportHeader.Port("test", "1.2", CAPABILITIES, "my ports/test.jar", "a device"),
                new ReportHeader.Data("1.0.0", 1, "1.0.0", "0".repeat(64), "1.4.0"),
                ReportHeader.Platform.current(),
                new ReportHeader.Selection(List.of("NLLLoss"), List.of("float32"), List.of("*"), List.of()),
                new ReportHeader.Expectations(
                        "my.txt",
                        "0".repeat(64),
                        List.of(pattern("NLLLoss/float32/c", 3), pattern("NLLLoss/float32/d", 4))),
                cases,
                "2020-01-15T00:00:00Z");
    }

    static ReportHeader.Expectations.Pattern pattern(String pattern, int line) {
        return new ReportHeader.Expectations.Pattern(pattern, line, ExpectedFailure.Kind.TO_FIX, "NaN", 100);
    }

    static LossCall call() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("weight", TensorValue.ofFloats(new int[] {3}, 1f, 2f, 3f));
        params.put("ignoreIndex", 2L);
        params.put("reduce", null);
        params.put("margin", Double.NEGATIVE_INFINITY);
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("input", EXPECTED);
        inputs.put("lengths", new long[] {4, 5});
        return new LossCall("NLLLoss", DType.FLOAT32, params, inputs, Set.of("input"), Optional.empty());
    }

    static TensorComparison compared(float... actual) {
        return new TensorComparator()
                .compare(
                        "output",
                        EXPECTED,
                        TensorValue.ofFloats(new int[] {2, 2}, actual),
                        Tolerance.EXACT,
                        Optional.of(TRUTH));
    }

    static CaseResult result(String id, Verdict verdict, TensorComparison... comparisons) {
        return new CaseResult(id, "NLLLoss", DType.FLOAT32, List.of("kink"), verdict, List.of(comparisons), 12);
    }

    static ExpectedFailure expected(String pattern, ExpectedFailure.Outcome outcome, String message) {
        return new ExpectedFailure(ExpectedFailure.Kind.TO_FIX, "NaN", "Nobody knows.", pattern, outcome, message);
    }

    static List<CaseResult> results() {
        TensorValue wrongShape = TensorValue.ofFloats(new int[] {4}, 1f, 2f, Float.NaN, -0f);
        TensorComparator comparator = new TensorComparator();
        return List.of(
                result("NLLLoss/float32/a", new Verdict.Passed(), compared(1f, 2f, Float.NaN, -0f)),
                result(
                        "NLLLoss/float32/b",
                        new Verdict.Failed(FailureKind.OUTPUT, "off\nby one"),
                        compared(1f, 2.0000002f, Float.NaN, 0f)),
                result(
                                "NLLLoss/float32/c",
                                new Verdict.Failed(FailureKind.SPECIAL_VALUE, "NaN"),
                                compared(1f, Float.POSITIVE_INFINITY, 0f, 0f),
                                comparator.compare("grad.input", EXPECTED, wrongShape, Tolerance.EXACT),
                                comparator.compare("grad.target", EXPECTED, null, Tolerance.EXACT),
                                comparator.compare("grad.weight", null, EXPECTED, Tolerance.EXACT))
                        .withExpectation(expected("NLLLoss/float32/c", ExpectedFailure.Outcome.MET, "")),
                result("NLLLoss/float32/d", new Verdict.Errored("threw"))
                        .withExpectation(
                                expected("NLLLoss/float32/d", ExpectedFailure.Outcome.OTHER_REASON, "it threw")),
                result("NLLLoss/float32/e", new Verdict.Unsupported("no CTC")),
                result("NLLLoss/float32/f", new Verdict.TimedOut(Duration.ofSeconds(1))));
    }
}
