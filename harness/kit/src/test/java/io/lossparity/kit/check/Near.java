package io.lossparity.kit.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.SignedZero;
import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.spi.TensorValue;

/** Compares two of PyTorch's own answers as a port's answer is compared. */
final class Near {
    private static final Tolerances TOLERANCES = Tolerances.bundled();

    private Near() {}

    static void assertNear(GoldenCase goldenCase, ExpectedValues one, ExpectedValues other) {
        assertNear(goldenCase, "output", one.output(), other.output());
        one.grads()
                .forEach((name, grad) -> assertNear(
                        goldenCase,
                        "grad." + name,
                        grad.orElse(null),
                        other.grads().get(name).orElse(null)));
    }

    private static void assertNear(GoldenCase goldenCase, String name, TensorValue expected, TensorValue actual) {
        if (expected == null && actual == null) {
            return;
        }
        var comparison = new TensorComparator(SignedZero.EQUAL)
                .compare(name, expected, actual, TOLERANCES.of(goldenCase.loss(), goldenCase.dtype(), name));
        assertTrue(comparison.accepted(), () -> goldenCase.id() + " " + name + ": " + comparison.problem());
    }
}
