package io.lossparity.kit.ports;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers every call with PyTorch's own answer, read from the golden data: what a perfect port does. */
public final class ReplayPort implements LossPort {
    private final Map<String, LossOutcome> answers = new HashMap<>();

    /** Learns the answers to the selected cases. */
    public ReplayPort(GoldenData data, CaseSelection selection) {
        data.forEach(selection, goldenCase -> answers.put(key(goldenCase.call()), answer(goldenCase)));
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        LossOutcome answer = answers.get(key(call));
        if (answer == null) {
            throw new IllegalStateException("no such question: " + call);
        }
        return answer;
    }

    private static LossOutcome answer(GoldenCase goldenCase) {
        if (goldenCase.expected() instanceof ExpectedValues values) {
            Map<String, TensorValue> grads = new LinkedHashMap<>();
            values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> grads.put(name, tensor)));
            return new LossOutcome.Computed(values.output(), grads);
        }
        ExpectedError error = (ExpectedError) goldenCase.expected();
        Optional<TensorValue> output = error.stage() == LossOutcome.Stage.BACKWARD ? error.output() : Optional.empty();
        return new LossOutcome.Rejected(error.stage(), error.message(), output);
    }

    private static String key(LossCall call) {
        return call.loss() + " " + call.dtype() + " " + text(call.params()) + " " + text(call.inputs()) + " "
                + call.requiresGrad() + " " + call.gradOutput();
    }

    private static String text(Map<String, Object> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value instanceof long[] integers ? Arrays.toString(integers) : typed(value))
                .append(' '));
        return text.toString();
    }

    private static String typed(Object value) {
        return value == null ? "null" : value.getClass().getSimpleName() + ":" + value;
    }
}
