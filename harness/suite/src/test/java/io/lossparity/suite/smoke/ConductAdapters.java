package io.lossparity.suite.smoke;

import static io.lossparity.suite.smoke.BrokenAdapter.after;
import static io.lossparity.suite.smoke.BrokenAdapter.before;
import static io.lossparity.suite.smoke.BrokenAdapter.withGradOutput;
import static io.lossparity.suite.smoke.BrokenAdapters.broken;
import static io.lossparity.suite.smoke.BrokenAdapters.replaced;
import static io.lossparity.suite.smoke.BrokenAdapters.scaled;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Adapters that answer late, not at all, out of their memory, or another question; each with a neighbour. */
final class ConductAdapters {
    private ConductAdapters() {}

    static Stream<Arguments> adapters() {
        Set<String> losses = new HashSet<>();
        return Stream.of(
                broken(Defect.BREAKS, "fails at a valid call: ", after((call, c) -> withoutTensors(c))),
                broken(
                        Defect.NOT_REPEATABLE,
                        "the same call gets another answer after other calls",
                        after((call, c) -> {
                            losses.add(call.loss());
                            // A unit in the last place is within every tolerance, but is another answer.
                            double ulp = call.dtype() == DType.FLOAT64 ? 0x1p-52 : 0x1p-23;
                            double factor = losses.size() == 1 ? 1 : 1 + ulp;
                            return new Computed(scaled(c.output(), factor), c.grads());
                        })),
                broken(
                        Defect.ERROR_KIND,
                        "for an unknown parameter your adapter throws an exception that is not a rejection: java.lang."
                                + "IllegalStateException: no such setter",
                        (call, right) -> {
                            if (call.params().containsKey("noSuchParameter")) {
                                throw new IllegalStateException("no such setter");
                            }
                            return right.evaluate(call);
                        }),
                broken(
                        Defect.SHAPE,
                        "the output has shape [], but must have [2, 3]: the reduction is ignored, or another one applied",
                        before(ConductAdapters::summed)));
    }

    static Stream<Arguments> neighbours() {
        Map<LossCall, LossOutcome> known = new HashMap<>();
        return Stream.of(
                broken(Defect.BREAKS, "slow", (call, right) -> {
                    Thread.sleep(2);
                    return right.evaluate(call);
                }),
                broken(Defect.BREAKS, "a gradient too many", after((call, c) -> {
                    Map<String, TensorValue> grads = new LinkedHashMap<>(c.grads());
                    grads.put("more", c.output().copy());
                    return new Computed(c.output(), grads);
                })),
                broken(Defect.NOT_REPEATABLE, "answers out of its memory", (call, right) -> {
                    LossOutcome answer = known.containsKey(call) ? known.get(call) : right.evaluate(call);
                    known.put(call, answer);
                    return answer;
                }),
                broken(Defect.ERROR_KIND, "rejects an unknown parameter", (call, right) -> {
                    if (call.params().containsKey("noSuchParameter")) {
                        throw new IllegalArgumentException("no such setter");
                    }
                    return right.evaluate(call);
                }),
                broken(
                        Defect.SHAPE,
                        "another reduction to the same shape",
                        before(call -> "mean".equals(call.params().get("reduction"))
                                ? replaced(call, "reduction", "sum")
                                : call)));
    }

    /** Does not return from one of the calls. */
    static BrokenAdapter.Defect hanging() {
        CountDownLatch never = new CountDownLatch(1);
        return (call, right) -> {
            boolean hangs = call.loss().equals("MSELoss")
                    && call.dtype() == DType.FLOAT32
                    && "sum".equals(call.params().get("reduction"));
            if (hangs) {
                never.await();
            }
            return right.evaluate(call);
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a port may deceive the compiler
    private static Computed withoutTensors(Computed computed) {
        return new Computed(computed.output(), (Map) Map.of("input", "no tensor"));
    }

    /** A call without a reduction becomes one of a sum. */
    private static LossCall summed(LossCall call) {
        if (!"none".equals(call.params().get("reduction"))) {
            return call;
        }
        return withGradOutput(
                replaced(call, "reduction", "sum"),
                call.gradOutput()
                        .map(given -> given.dtype() == DType.FLOAT64
                                ? TensorValue.ofDoubles(new int[0], given.doubles()[0])
                                : TensorValue.ofFloats(new int[0], given.floats()[0])));
    }
}
