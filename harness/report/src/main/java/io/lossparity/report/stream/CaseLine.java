package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The line of one case.
 *
 * @param id the case's id
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param asked what the port was asked; in JSON its components are fields of the line
 * @param verdict the verdict
 * @param failure for a failed case, what is wrong
 * @param message an explanation; left out if there is none
 * @param tensors the measurements of the output and of each gradient
 * @param nanos the time the port took
 * @param answer for a failed case, a digest of what was computed, the same for equal answers; left out if nothing was
 *     computed
 * @param expectation the expectation's result; left out if the port's expectations file does not cover the case
 * @param notes the notes on a computed answer: the port's own, and remarks on its behaviour; left out if there are none
 */
public record CaseLine(
        String id,
        String loss,
        String dtype,
        @JsonUnwrapped Asked asked,
        CaseVerdict verdict,
        FailureKind failure,
        String message,
        List<TensorLine> tensors,
        long nanos,
        String answer,
        ExpectedFailure expectation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes)
        implements ReportLine {

    /** Makes the lists unmodifiable. */
    public CaseLine {
        tensors = List.copyOf(tensors);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** Makes the line of a judged case from its axes and the call as the port was asked. */
    public static CaseLine of(Map<String, String> at, LossCall call, CaseResult result) {
        Verdict verdict = result.verdict();
        return new CaseLine(
                result.caseId(),
                result.loss(),
                result.dtype().torchName(),
                Asked.of(at, call, result),
                verdict.bare(),
                verdict instanceof Verdict.Failed failed ? failed.kind() : null,
                verdict.message().isEmpty() ? null : verdict.message(),
                result.comparisons().stream().map(TensorLine::of).toList(),
                result.nanos(),
                result.answer(),
                result.expectation().orElse(null),
                result.notes());
    }

    /**
     * Returns the first line of the message, without the id at its beginning and without control characters; empty if
     * there is no message.
     */
    public String headline() {
        return Headline.of(id, message);
    }

    /** Returns the verdict and what is wrong, for example {@code failed (gradient)}. */
    public String words() {
        return failure == null ? verdict.word() : verdict.word() + " (" + failure.word() + ")";
    }

    /** Returns whether the case failed, errored or timed out as expected. */
    public boolean failedAsExpected() {
        return expectation != null && expectation.met();
    }

    /** Returns whether the case failed, errored or timed out and was not expected to, or not in this way. */
    public boolean surprising() {
        return verdict.wrong() && !failedAsExpected();
    }

    /**
     * What a port was asked.
     *
     * @param at the golden case's axes by name
     * @param flags the case's flags
     * @param params the constructor's arguments that are passed; a tensor as its type and shape
     * @param inputs the call's arguments, each as its type and shape
     * @param requiresGrad the arguments whose gradients the port was asked for
     * @param notAsked the case's other gradients, which the port declares not to have; left out if there are none
     */
    public record Asked(
            Map<String, String> at,
            List<String> flags,
            Map<String, Object> params,
            Map<String, String> inputs,
            List<String> requiresGrad,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notAsked) {
        /** Makes the collections unmodifiable. */
        public Asked {
            at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
            flags = List.copyOf(flags);
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
            requiresGrad = List.copyOf(requiresGrad);
            notAsked = notAsked == null ? List.of() : List.copyOf(notAsked);
        }

        private static Asked of(Map<String, String> at, LossCall call, CaseResult result) {
            return new Asked(
                    at,
                    result.flags(),
                    summaries(call.params()),
                    texts(call.inputs()),
                    List.copyOf(call.requiresGrad()),
                    result.notAsked());
        }
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
            String shape = Arrays.toString(tensor.shape()).replace(" ", "");
            return tensor.dtype().torchName() + shape;
        }
        return value instanceof long[] integers ? "int[" + integers.length + "]" : String.valueOf(value);
    }
}
