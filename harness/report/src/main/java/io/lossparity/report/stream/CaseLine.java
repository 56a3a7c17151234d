package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lossparity.kit.compare.ElementError;
import io.lossparity.kit.compare.ElementTruth;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The line of one case.
 *
 * @param id the case's id
 * @param at the golden case's axes by name
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param flags the case's flags
 * @param params the constructor's arguments that are passed; a tensor as its type and shape
 * @param inputs the call's arguments, each as its type and shape
 * @param requiresGrad the arguments whose gradients the port was asked for
 * @param verdict passed, failed, errored, unsupported or timed out
 * @param failure for a failed case, what is wrong: a {@link io.lossparity.kit.verdict.FailureKind} in lower case
 * @param message what there is to say; left out if there is nothing
 * @param tensors what was measured on the output and on each gradient
 * @param nanos the time the port took
 * @param answer for a failed case, a digest of what was computed, the same for equal answers; left out if nothing was
 *     computed
 * @param expectation how it turned out if the port's expectations file covers the case; left out if not
 * @param notes what is remarked on a computed answer, by the port and on its conduct; left out if there is nothing
 * @param notAsked the case's other gradients, which the port declares not to have; left out if there are none
 */
public record CaseLine(
        String id,
        Map<String, String> at,
        String loss,
        String dtype,
        List<String> flags,
        Map<String, Object> params,
        Map<String, String> inputs,
        List<String> requiresGrad,
        String verdict,
        String failure,
        String message,
        List<TensorLine> tensors,
        long nanos,
        String answer,
        Expectation expectation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notAsked)
        implements ReportLine {

    /** Makes a line without a digest. */
    public CaseLine(
            String id,
            Map<String, String> at,
            String loss,
            String dtype,
            List<String> flags,
            Map<String, Object> params,
            Map<String, String> inputs,
            List<String> requiresGrad,
            String verdict,
            String failure,
            String message,
            List<TensorLine> tensors,
            long nanos) {
        this(
                id,
                at,
                loss,
                dtype,
                flags,
                params,
                inputs,
                requiresGrad,
                verdict,
                failure,
                message,
                tensors,
                nanos,
                null,
                null,
                List.of(),
                List.of());
    }

    /** Makes the collections unmodifiable. */
    @JsonCreator
    public CaseLine {
        at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
        flags = List.copyOf(flags);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        requiresGrad = List.copyOf(requiresGrad);
        notAsked = notAsked == null ? List.of() : List.copyOf(notAsked);
        tensors = List.copyOf(tensors);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** Makes the line of a judged case from its axes and the call as the port was asked. */
    public static CaseLine of(Map<String, String> at, LossCall call, CaseResult result) {
        Verdict verdict = result.verdict();
        return new CaseLine(
                result.caseId(),
                at,
                result.loss(),
                result.dtype().torchName(),
                result.flags(),
                summaries(call.params()),
                texts(call.inputs()),
                List.copyOf(call.requiresGrad()),
                verdict.word(),
                verdict instanceof Verdict.Failed failed ? Words.of(failed.kind()) : null,
                verdict.message().isEmpty() ? null : verdict.message(),
                result.comparisons().stream().map(TensorLine::of).toList(),
                result.nanos(),
                result.answer(),
                result.expectation().map(Expectation::of).orElse(null),
                result.notes(),
                result.notAsked());
    }

    /**
     * Returns the first line of the message, without the id that it may begin with and without control characters;
     * empty if there is no message.
     */
    public String headline() {
        return Headline.of(id, message);
    }

    /** Returns whether the case failed, errored or timed out as expected. */
    public boolean failedAsExpected() {
        return expectation != null && expectation.toExpectedFailure().met();
    }

    static Map<String, Object> summaries(Map<String, Object> arguments) {
        Map<String, Object> summaries = new LinkedHashMap<>(arguments);
        summaries.replaceAll(
                (name, value) -> value instanceof TensorValue || value instanceof long[] ? typeAndShape(value) : value);
        return summaries;
    }

    static Map<String, String> texts(Map<String, Object> arguments) {
        Map<String, String> texts = new LinkedHashMap<>();
        arguments.forEach((name, value) -> texts.put(name, typeAndShape(value)));
        return texts;
    }

    private static String typeAndShape(Object value) {
        if (value instanceof TensorValue tensor) {
            return tensor.dtype().torchName() + Words.list(tensor.shape());
        }
        return value instanceof long[] integers ? "int[" + integers.length + "]" : String.valueOf(value);
    }

    /**
     * How a case turned out that was expected to fail.
     *
     * @param kind will-not-fix or to-fix; {@code class} in JSON
     * @param title the name of the class of failures
     * @param reason why the port fails
     * @param pattern the pattern of ids that covers the case
     * @param outcome an {@link io.lossparity.kit.verdict.ExpectedFailure.Outcome} in lower case: {@code met} if the
     *     case failed as expected
     * @param message what is wrong with it; left out if the case failed as expected
     */
    public record Expectation(
            @JsonProperty("class") String kind,
            String title,
            String reason,
            String pattern,
            String outcome,
            String message) {
        static Expectation of(ExpectedFailure expected) {
            return new Expectation(
                    expected.kind().word(),
                    expected.title(),
                    expected.reason(),
                    expected.pattern(),
                    expected.outcome().word(),
                    expected.message().isEmpty() ? null : expected.message());
        }

        /** Returns the same as a verdict has it. */
        ExpectedFailure toExpectedFailure() {
            return new ExpectedFailure(
                    ExpectedFailure.Kind.of(kind),
                    title,
                    reason,
                    pattern,
                    ExpectedFailure.Outcome.of(outcome),
                    message == null ? "" : message);
        }
    }

    /**
     * What was measured on one tensor. A greatest error is left out where it has no finite value: tensors of
     * different types or shapes, or a mismatched special value.
     *
     * @param name {@code output}, or {@code grad.} and the argument
     * @param shape the expected shape
     * @param count the number of elements
     * @param bitEqual how many are the same to the bit
     * @param mismatched how many are not accepted
     * @param mismatch why the tensor is not accepted: a {@link io.lossparity.kit.compare.MismatchKind} in lower
     *     case; left out if it is accepted
     * @param allowedUnits how many units an element may be off: the number of its roundings
     * @param allowedUlps the error allowed in units in the last place
     * @param maxUnits the greatest error in units of its element: the unit of rounding times the magnitude that its
     *     roundings act on
     * @param maxUlps the greatest error in units in the last place
     * @param greatestUnits the element of the greatest error in units; left out if there is no error
     * @param greatestUlps the element that is most units in the last place off; left out if there is no error
     * @param truth how far port and PyTorch are from the exact values; left out where these are not known
     */
    public record TensorLine(
            String name,
            List<Integer> shape,
            int count,
            int bitEqual,
            int mismatched,
            String mismatch,
            double allowedUnits,
            long allowedUlps,
            Double maxUnits,
            Long maxUlps,
            ElementLine greatestUnits,
            ElementLine greatestUlps,
            TruthLine truth) {

        private static TensorLine of(TensorComparison comparison) {
            return new TensorLine(
                    comparison.name(),
                    comparison.shape(),
                    comparison.total(),
                    comparison.bitEqual(),
                    comparison.mismatched(),
                    comparison.kind().map(Words::of).orElse(null),
                    comparison.allowedUnits(),
                    comparison.tolerance().ulps(),
                    finite(comparison.maxUnits()),
                    finite(comparison.maxUlps()),
                    element(comparison.greatestUnits()),
                    element(comparison.greatestUlps()),
                    comparison.truth().map(TruthLine::of).orElse(null));
        }

        private static ElementLine element(Optional<ElementError> error) {
            Function<ElementError, ElementLine> line = e -> new ElementLine(
                    e.index(),
                    String.valueOf(e.expected()),
                    String.valueOf(e.actual()),
                    finite(e.units()),
                    e.magnitude(),
                    finite(e.ulps()),
                    e.truth().map(ElementTruth::exact).orElse(null),
                    e.truth().map(truth -> TruthLine.rounded(truth.portUlps())).orElse(null),
                    e.truth().map(truth -> TruthLine.rounded(truth.torchUlps())).orElse(null),
                    e.truth()
                            .flatMap(ElementTruth::definition)
                            .map(ElementTruth::exact)
                            .orElse(null));
            return error.map(line).orElse(null);
        }

        private static Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }

        private static Long finite(long ulps) {
            return ulps == Long.MAX_VALUE ? null : ulps;
        }
    }

    /**
     * One element and its error.
     *
     * @param index an entry per axis
     * @param expected the reference's value in its shortest decimal form
     * @param actual the port's value
     * @param units the error in units of the element; left out if not finite
     * @param magnitude the magnitude that the element's roundings act on; left out if not known
     * @param ulps the error in units in the last place; left out if not finite
     * @param truth the exact value in decimals; left out if not known
     * @param portUlps how far the port is from it; left out if not finite
     * @param torchUlps how far PyTorch is from it; left out if not finite
     * @param definition the exact value of the definition, where PyTorch departs from it
     */
    public record ElementLine(
            List<Integer> index,
            String expected,
            String actual,
            Double units,
            Double magnitude,
            Long ulps,
            String truth,
            Double portUlps,
            Double torchUlps,
            String definition) {
        /** Makes an element of which neither the exact value nor the magnitude is known. */
        public ElementLine(List<Integer> index, String expected, String actual, Double units, Long ulps) {
            this(index, expected, actual, units, null, ulps, null, null, null, null);
        }
    }
}
