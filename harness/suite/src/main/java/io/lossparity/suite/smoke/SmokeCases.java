package io.lossparity.suite.smoke;

import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The few cases of a fixture that show what an adapter does: a plain one per reduction, and an invalid call that fails
 * in forward and in backward. Chosen by what they are, so that a new loss needs nothing here.
 *
 * @param values the cases that PyTorch computes
 * @param errors the calls that PyTorch rejects
 */
record SmokeCases(List<GoldenCase> values, List<GoldenCase> errors) {
    private static final String REDUCTION = "reduction";

    static SmokeCases of(Fixture fixture) {
        List<GoldenCase> values = Stream.of("none", "mean", "sum")
                .map(reduction -> simplest(
                        fixture, c -> reduction.equals(c.call().params().get(REDUCTION)) && isPlain(c)))
                .flatMap(Optional::stream)
                .toList();
        List<GoldenCase> errors = new ArrayList<>();
        simplest(fixture, c -> c.expected() instanceof ExpectedError e && e.stage() == Stage.FORWARD)
                .ifPresent(errors::add);
        simplest(fixture, c -> c.expected() instanceof ExpectedError e && e.stage() == Stage.BACKWARD)
                .ifPresent(errors::add);
        return new SmokeCases(values, errors);
    }

    private static Optional<GoldenCase> simplest(Fixture fixture, Predicate<GoldenCase> wanted) {
        return fixture.cases().stream().filter(wanted).min(Comparator.comparingInt(SmokeCases::complexity));
    }

    /** Returns whether the numbers are ordinary and gradients are asked for. */
    private static boolean isPlain(GoldenCase goldenCase) {
        return "typical".equals(goldenCase.at().get("values"))
                && goldenCase.expected() instanceof ExpectedValues values
                && goldenCase.call().gradOutput().isPresent()
                && SmokeTensors.isFiniteAndNotZero(values.output())
                && !values.grads().isEmpty()
                && values.grads().values().stream()
                        .allMatch(g -> g.isPresent() && SmokeTensors.isFiniteAndNotZero(g.get()))
                && !goldenCase.call().params().containsKey("reduce")
                && !goldenCase.call().params().containsKey("sizeAverage");
    }

    /** Prefers an argument whose transpose can be told from it, then few parameters, many gradients, few elements. */
    private static int complexity(GoldenCase goldenCase) {
        boolean telling = tensors(goldenCase).anyMatch(t -> SmokeTensors.isTelling(t.shape()));
        long params = goldenCase.call().params().values().stream()
                .filter(Objects::nonNull)
                .count();
        int size = tensors(goldenCase).mapToInt(TensorValue::size).sum();
        boolean broadcasts = tensors(goldenCase)
                        .filter(tensor -> tensor.dtype().isFloating())
                        .map(tensor -> Arrays.toString(tensor.shape()))
                        .distinct()
                        .count()
                > 1;
        return (telling ? 0 : 100_000)
                + (broadcasts ? 20_000 : 0)
                + (int) params * 10_000
                - goldenCase.call().requiresGrad().size() * 2_000
                + size;
    }

    private static Stream<TensorValue> tensors(GoldenCase goldenCase) {
        return goldenCase.call().inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast);
    }
}
