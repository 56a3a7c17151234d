package io.lossparity.suite.smoke;

import static io.lossparity.suite.smoke.BrokenAdapter.after;
import static io.lossparity.suite.smoke.BrokenAdapter.before;
import static io.lossparity.suite.smoke.BrokenAdapter.grads;
import static io.lossparity.suite.smoke.BrokenAdapter.inDouble;
import static io.lossparity.suite.smoke.BrokenAdapter.rejection;
import static io.lossparity.suite.smoke.BrokenAdapter.withInputs;
import static io.lossparity.suite.smoke.BrokenAdapters.broken;
import static io.lossparity.suite.smoke.BrokenAdapters.inOneArray;
import static io.lossparity.suite.smoke.BrokenAdapters.replaced;
import static io.lossparity.suite.smoke.BrokenAdapters.scaled;
import static io.lossparity.suite.smoke.BrokenAdapters.shifted;
import static io.lossparity.suite.smoke.BrokenAdapters.without;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Adapters with a defect beside one that the smoke test knows, whose name they must not get. */
final class NeighbouringAdapters {
    private NeighbouringAdapters() {}

    static Stream<Arguments> neighbours() {
        return Stream.concat(ofForms(), ConductAdapters.neighbours());
    }

    private static Stream<Arguments> ofForms() {
        return Stream.of(
                broken(Defect.GRAD_OUTPUT_IGNORED, "wrongly scaled", grads((call, grad) -> scaled(grad, 2))),
                broken(Defect.GRAD_OUTPUT_IGNORED, "zero", grads((call, grad) -> scaled(grad, 0))),
                broken(Defect.IMPLICIT_GRAD_OUTPUT, "wrongly scaled", grads((call, grad) -> scaled(grad, 2))),
                broken(Defect.LAYOUT, "another sign", grads((call, grad) -> scaled(grad, -1))),
                broken(
                        Defect.INPUTS_EXCHANGED,
                        "another sign",
                        after((call, c) -> new Computed(scaled(c.output(), -1), c.grads()))),
                broken(Defect.GRADIENTS_EXCHANGED, "both doubled", grads((call, grad) -> scaled(grad, 2))),
                broken(Defect.SIGN, "halved", grads((call, grad) -> scaled(grad, 0.5))),
                broken(Defect.FACTOR, "shifted", grads((call, grad) -> shifted(grad))),
                broken(
                        Defect.FACTOR,
                        "off by a little",
                        after((call, c) -> new Computed(scaled(c.output(), 1.0005), c.grads()))),
                broken(Defect.ZERO_GRADIENT, "tiny", grads((call, grad) -> scaled(grad, 1e-6))),
                broken(
                        Defect.NARROWED,
                        "rounded to 1e-9",
                        after((call, c) -> new Computed(scaled(c.output(), 1 + 1e-9), c.grads()))),
                broken(Defect.DECIMALS, "computed in double", inDouble(number -> number)),
                broken(Defect.DECIMALS, "rounded to six digits", inDouble(number -> Math.rint(number * 1e6) / 1e6)),
                broken(Defect.MISSING_GRADIENT, "zero", grads((call, grad) -> scaled(grad, 0))),
                broken(Defect.UNASKED_GRADIENT, "wrong", grads((call, grad) -> scaled(grad, 3))),
                broken(Defect.SHAPE, "transposed elements", grads((call, grad) -> BrokenAdapter.transposed(grad))),
                broken(Defect.DTYPE, "wrong values", grads((call, grad) -> scaled(grad, 3))),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "NaN whatever it is",
                        after((call, c) -> new Computed(scaled(c.output(), Double.NaN), c.grads()))),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "zero whatever it is",
                        after((call, c) -> new Computed(scaled(c.output(), 0), c.grads()))),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "misread, not ignored",
                        before(call ->
                                call.params().containsKey("ignoreIndex") ? replaced(call, "ignoreIndex", 1L) : call)),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "dropped where it is at the default",
                        before(call ->
                                "mean".equals(call.params().get("reduction")) ? without(call, "reduction") : call)),
                broken(
                        Defect.UNKNOWN_PARAMETER,
                        "unsupported",
                        (call, right) -> call.params().containsKey("noSuchParameter")
                                ? new LossOutcome.Unsupported("no such parameter")
                                : right.evaluate(call)),
                broken(
                        Defect.ERROR_KIND,
                        "another message",
                        rejection(r -> new Rejected(r.stage(), "other words", r.output()))),
                broken(
                        Defect.ERROR_STAGE,
                        "another message",
                        rejection(r -> new Rejected(r.stage(), "other words", r.output()))),
                broken(
                        Defect.UNKNOWN_LOSS,
                        "unsupported",
                        (call, right) -> call.loss().equals("NoSuchLoss")
                                ? new LossOutcome.Unsupported("no")
                                : right.evaluate(call)),
                broken(
                        Defect.NOTHING_AGREES,
                        "one loss is wrong",
                        after((call, c) ->
                                call.loss().equals("MSELoss") ? new Computed(shifted(c.output()), c.grads()) : c)),
                broken(Defect.NOTHING_AGREES, "only the gradients are wrong", grads((call, grad) -> shifted(grad))),
                broken(Defect.NOT_REPEATABLE, "overwrites", inOneArray()),
                broken(
                        Defect.OVERWRITES,
                        "arrays of its own",
                        after((call, c) -> new Computed(c.output().copy(), c.grads()))),
                broken(
                        Defect.ALIASES,
                        "a copy of an argument",
                        after((call, c) -> c.grads().containsKey("input")
                                ? new Computed(
                                        c.output(),
                                        Map.of("input", call.tensor("input").copy()))
                                : c)),
                broken(Defect.MUTATES, "a copy is written into", before(call -> withInputs(call, TensorValue::copy))),
                broken(Defect.NULL_RESULT, "no gradients", after((call, c) -> new Computed(c.output(), Map.of()))),
                broken(Defect.REJECTS, "unsupported", after((call, c) -> new LossOutcome.Unsupported("no"))),
                broken(Defect.BREAKS, "rejects", after((call, c) -> new Rejected(Stage.FORWARD, "no"))));
    }
}
