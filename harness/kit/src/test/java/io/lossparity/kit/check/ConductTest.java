package io.lossparity.kit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.ports.ReplayPort;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ports whose every answer is right when it is given, and what becomes of them. */
class ConductTest {
    private static final GoldenData DATA = GoldenData.bundled();
    private static final CaseSelection SELECTION =
            CaseSelection.all().withLosses(List.of("MSELoss", "SmoothL1Loss")).withDTypes(List.of(DType.FLOAT32));
    private static final ReplayPort RIGHT = new ReplayPort(DATA, SELECTION);

    /** What a port does to the right answers. */
    @FunctionalInterface
    private interface Conduct {
        LossOutcome of(LossCall call, LossOutcome right);
    }

    /** Ports that are refused, each for one reason. */
    enum Broken {
        OUTPUT_IN_ONE_ARRAY(FailureKind.OVERWRITES, "the 'output' that it had returned"),
        GRADIENT_IN_ONE_ARRAY(FailureKind.OVERWRITES, "the 'grad.input' that it had returned"),
        ARRAY_FOR_EACH_SIZE(FailureKind.OVERWRITES, "the 'output' that it had returned"),
        CLEARS_EARLIER_ANSWER(FailureKind.OVERWRITES, "the 'output' that it had returned"),
        OTHER_WHEN_ASKED_AGAIN(FailureKind.NOT_REPEATABLE, "other values, in output"),
        OTHER_AFTER_ANOTHER_LOSS(FailureKind.NOT_REPEATABLE, "other values, in output"),
        OTHER_ON_ANOTHER_THREAD(FailureKind.NOT_REPEATABLE, "other values, in output"),
        OTHER_GRADIENT_AGAIN(FailureKind.NOT_REPEATABLE, "other values, in grad.input"),
        REJECTS_WHEN_ASKED_AGAIN(FailureKind.NOT_REPEATABLE, "values, then a rejection"),
        THROWS_WHEN_ASKED_AGAIN(
                FailureKind.NOT_REPEATABLE, "values, then an exception, java.lang.IllegalStateException"),
        UNSUPPORTED_WHEN_ASKED_AGAIN(FailureKind.NOT_REPEATABLE, "values, then no answer"),
        COMPUTES_WHEN_ASKED_AGAIN(FailureKind.NOT_REPEATABLE, "a rejection, then values");

        private final FailureKind kind;
        private final String words;

        Broken(FailureKind kind, String words) {
            this.kind = kind;
            this.words = words;
        }

        private Conduct conduct() {
            Map<String, float[]> arrays = new HashMap<>();
            Set<String> asked = new HashSet<>();
            List<Object> state = new ArrayList<>();
            return switch (this) {
                case OUTPUT_IN_ONE_ARRAY, ARRAY_FOR_EACH_SIZE ->
                    (call, right) -> right instanceof Computed computed
                            ? new Computed(shared(computed.output(), arrays), computed.grads())
                            : right;
                case GRADIENT_IN_ONE_ARRAY ->
                    (call, right) -> right instanceof Computed computed
                            ? new Computed(computed.output(), with(computed, g -> shared(g, arrays)))
                            : right;
                case CLEARS_EARLIER_ANSWER ->
                    (call, right) -> {
                        if (!state.isEmpty()) {
                            Arrays.fill((float[]) state.remove(0), 0);
                        }
                        if (right instanceof Computed computed
                                && computed.output().dtype() == DType.FLOAT32) {
                            TensorValue own = computed.output().copy();
                            state.add(own.floats());
                            return new Computed(own, computed.grads());
                        }
                        return right;
                    };
                case OTHER_WHEN_ASKED_AGAIN -> again(asked, ConductTest::nudged);
                case OTHER_GRADIENT_AGAIN ->
                    again(asked, right -> new Computed(right.output(), with(right, ConductTest::nudged)));
                case REJECTS_WHEN_ASKED_AGAIN ->
                    again(asked, right -> new Rejected(LossOutcome.Stage.FORWARD, "tired"));
                case THROWS_WHEN_ASKED_AGAIN ->
                    again(asked, right -> {
                        throw new IllegalStateException("tired");
                    });
                case UNSUPPORTED_WHEN_ASKED_AGAIN -> again(asked, right -> new LossOutcome.Unsupported("tired"));
                case COMPUTES_WHEN_ASKED_AGAIN ->
                    (call, right) -> right instanceof Rejected && !asked.add(text(call))
                            ? new Computed(TensorValue.ofFloats(new int[0], 1f), Map.of())
                            : right;
                case OTHER_AFTER_ANOTHER_LOSS ->
                    (call, right) -> {
                        boolean other = !state.isEmpty() && !state.get(0).equals(call.loss());
                        state.clear();
                        state.add(call.loss());
                        return other && right instanceof Computed computed ? nudged(computed) : right;
                    };
                case OTHER_ON_ANOTHER_THREAD ->
                    (call, right) -> {
                        if (state.isEmpty()) {
                            state.add(Thread.currentThread());
                        }
                        return state.get(0) != Thread.currentThread() && right instanceof Computed computed
                                ? nudged(computed)
                                : right;
                    };
            };
        }
    }

    /** Ports that look like one of those and are right. */
    enum Sound {
        AS_IT_IS,
        SAME_ARRAY_FOR_THE_SAME_ANSWER,
        OWN_ARRAYS_FROM_A_SHARED_ONE,
        ANOTHER_MESSAGE_EACH_TIME,
        OTHER_NOTES_EACH_TIME,
        EXCEPTION_INSTEAD_OF_REJECTION;

        private Conduct conduct() {
            Map<String, float[]> arrays = new HashMap<>();
            Map<String, LossOutcome> answers = new HashMap<>();
            List<Object> calls = new ArrayList<>();
            return switch (this) {
                case AS_IT_IS -> (call, right) -> right;
                case SAME_ARRAY_FOR_THE_SAME_ANSWER ->
                    (call, right) -> answers.computeIfAbsent(text(call), key -> right);
                case OWN_ARRAYS_FROM_A_SHARED_ONE ->
                    (call, right) -> right instanceof Computed computed
                            ? new Computed(shared(computed.output(), arrays).copy(), computed.grads())
                            : right;
                case ANOTHER_MESSAGE_EACH_TIME ->
                    (call, right) -> {
                        calls.add(call);
                        return right instanceof Rejected rejected
                                ? new Rejected(rejected.stage(), "call " + calls.size(), rejected.output())
                                : right;
                    };
                case OTHER_NOTES_EACH_TIME ->
                    (call, right) -> {
                        calls.add(call);
                        return right instanceof Computed computed
                                ? new Computed(computed.output(), computed.grads(), List.of("call " + calls.size()))
                                : right;
                    };
                case EXCEPTION_INSTEAD_OF_REJECTION ->
                    (call, right) -> {
                        if (right instanceof Rejected) {
                            throw new IllegalArgumentException("call " + System.nanoTime());
                        }
                        return right;
                    };
            };
        }
    }

    private static Conduct again(Set<String> asked, Function<Computed, LossOutcome> then) {
        return (call, right) ->
                right instanceof Computed computed && !asked.add(text(call)) ? then.apply(computed) : right;
    }

    private static TensorValue shared(TensorValue right, Map<String, float[]> arrays) {
        if (right.dtype() != DType.FLOAT32) {
            return right;
        }
        float[] array = arrays.computeIfAbsent("" + right.size(), size -> new float[right.size()]);
        System.arraycopy(right.floats(), 0, array, 0, array.length);
        return TensorValue.ofFloats(right.shape(), array);
    }

    private static Map<String, TensorValue> with(Computed computed, UnaryOperator<TensorValue> change) {
        Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
        grads.computeIfPresent("input", (name, grad) -> change.apply(grad));
        return grads;
    }

    private static Computed nudged(Computed right) {
        return new Computed(nudged(right.output()), right.grads());
    }

    /** So little that no tolerance notices. */
    private static TensorValue nudged(TensorValue right) {
        if (right.dtype() != DType.FLOAT32) {
            return right;
        }
        TensorValue own = right.copy();
        for (int i = 0; i < own.size(); i++) {
            own.floats()[i] = own.floats()[i] == 0 ? 0 : Math.nextUp(own.floats()[i]);
        }
        return own;
    }

    private static String text(LossCall call) {
        return call.loss() + call.params() + call.inputs() + call.requiresGrad() + call.gradOutput();
    }

    private static List<CaseResult> run(Conduct conduct) {
        LossPort port = new LossPort() {
            @Override
            public String name() {
                return "conduct";
            }

            @Override
            public LossOutcome evaluate(LossCall call) throws Exception {
                return conduct.of(call, RIGHT.evaluate(call));
            }
        };
        List<CaseResult> results = new ArrayList<>();
        PortRunner runner = new PortRunner(port, Duration.ofSeconds(20));
        try (CaseChecker checker = new CaseChecker(runner, new Judge(Tolerances.bundled(), "conduct"))) {
            DATA.forEach(
                    SELECTION,
                    goldenCase -> results.add(checker.check(goldenCase).result()));
        }
        return results;
    }

    private static List<Verdict.Failed> failures(List<CaseResult> results) {
        return results.stream()
                .map(CaseResult::verdict)
                .filter(Verdict.Failed.class::isInstance)
                .map(Verdict.Failed.class::cast)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void portIsRefusedForItsConduct(Broken broken) {
        Map<FailureKind, Integer> kinds = new EnumMap<>(FailureKind.class);
        List<Verdict.Failed> failures = failures(run(broken.conduct()));
        failures.forEach(failed -> kinds.merge(failed.kind(), 1, Integer::sum));
        assertEquals(Set.of(broken.kind), kinds.keySet(), () -> failures.get(0).message());
        assertTrue(failures.get(0).message().contains(broken.words), failures.get(0)::message);
    }

    @ParameterizedTest
    @EnumSource
    void soundPortConforms(Sound sound) {
        List<CaseResult> results = run(sound.conduct());
        assertEquals(List.of(), failures(results));
        assertTrue(results.stream().allMatch(result -> result.verdict() instanceof Verdict.Passed));
    }

    /** The cost of asking twice, and that every loss and element type has its turn. */
    @Test
    void sampleIsSmall() {
        List<LossCall> calls = new ArrayList<>();
        List<CaseResult> results = run((call, right) -> {
            calls.add(call);
            return right;
        });
        int more = calls.size() - results.size();
        assertTrue(more >= 10 && more <= 30, more + " calls more than " + results.size());
    }
}
