package io.lossparity.suite.smoke;

import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The few cases of a fixture that show what an adapter does: a plain one for each reduction and each parameter, and an
 * invalid call that fails in forward and one that fails in backward. They are chosen by their properties, so a new loss
 * needs no change here.
 *
 * @param values the cases that PyTorch computes, one for each reduction
 * @param parameters cases with one parameter away from its default
 * @param errors the calls that PyTorch rejects
 * @param counterparts for each case, PyTorch's answers to calls that differ in one parameter
 */
record SmokeCases(
        List<GoldenCase> values,
        List<GoldenCase> parameters,
        List<GoldenCase> errors,
        Map<GoldenCase, List<Counterpart>> counterparts) {
    private static final String REDUCTION = "reduction";
    private static final Set<String> LEGACY = Set.of(REDUCTION, "sizeAverage", "reduce");
    private static final int MOST_ELEMENTS = 100;

    static SmokeCases of(Fixture fixture) {
        List<GoldenCase> plain =
                fixture.cases().stream().filter(SmokeCases::isPlain).toList();
        Map<GoldenCase, List<Counterpart>> counterparts = new LinkedHashMap<>();
        List<GoldenCase> values = Stream.of("none", "mean", "sum")
                .map(reduction -> simplest(plain.stream()
                        .filter(c -> reduction.equals(c.call().params().get(REDUCTION)))))
                .flatMap(Optional::stream)
                .toList();
        values.forEach(each -> counterparts.put(each, reductions(each, plain)));
        List<GoldenCase> parameters = new ArrayList<>();
        LossSignature signature = Signatures.bundled().of(fixture.loss()).orElseThrow();
        for (LossSignature.Parameter parameter : signature.parameters()) {
            if (!LEGACY.contains(parameter.name())) {
                simplest(plain.stream()
                                .filter(c -> counterpart(c, parameter, plain).isPresent()))
                        .ifPresent(found -> {
                            parameters.add(found);
                            counterparts.put(
                                    found,
                                    List.of(counterpart(found, parameter, plain).orElseThrow()));
                        });
            }
        }
        Stream<GoldenCase> errors = Stream.of(Stage.FORWARD, Stage.BACKWARD)
                .map(stage -> simplest(fixture.cases().stream()
                        .filter(c -> c.expected() instanceof ExpectedError e && e.stage() == stage)))
                .flatMap(Optional::stream);
        return new SmokeCases(values, parameters, errors.toList(), counterparts);
    }

    private static List<Counterpart> reductions(GoldenCase goldenCase, List<GoldenCase> plain) {
        Object own = goldenCase.call().params().get(REDUCTION);
        return plain.stream()
                .filter(other -> differsOnlyIn(REDUCTION, goldenCase, other))
                .map(other -> new Counterpart(
                        goldenCase.loss(),
                        REDUCTION,
                        own,
                        other.call().params().get(REDUCTION),
                        own.equals("mean"),
                        (ExpectedValues) other.expected()))
                .filter(counterpart -> counterpart.differsFrom(goldenCase))
                .toList();
    }

    /** Returns the answer without a parameter that is not at its default, if that answer differs. */
    private static Optional<Counterpart> counterpart(
            GoldenCase goldenCase, LossSignature.Parameter parameter, List<GoldenCase> plain) {
        String name = parameter.name();
        Object value = goldenCase.call().params().get(name);
        if (value == null || value.equals(parameter.initial())) {
            return Optional.empty();
        }
        return plain.stream()
                .filter(other -> differsOnlyIn(name, goldenCase, other))
                .filter(other -> Objects.equals(
                        other.call().params().getOrDefault(name, parameter.initial()), parameter.initial()))
                .map(other -> new Counterpart(
                        goldenCase.loss(), name, value, parameter.initial(), false, (ExpectedValues) other.expected()))
                .filter(found -> found.differsFrom(goldenCase))
                .findFirst();
    }

    private static boolean differsOnlyIn(String parameter, GoldenCase one, GoldenCase other) {
        Map<String, Object> params = new HashMap<>(one.call().params());
        Map<String, Object> others = new HashMap<>(other.call().params());
        return !Objects.equals(params.remove(parameter), others.remove(parameter))
                && params.equals(others)
                && one.call().inputs().equals(other.call().inputs());
    }

    private static Optional<GoldenCase> simplest(Stream<GoldenCase> cases) {
        return cases.min(Comparator.comparingInt(SmokeCases::complexity));
    }

    /** Returns whether the numbers are ordinary and gradients are requested. */
    private static boolean isPlain(GoldenCase goldenCase) {
        return "typical".equals(goldenCase.at().get("values"))
                && goldenCase.flags().isEmpty()
                && tensors(goldenCase).mapToInt(TensorValue::size).sum() <= MOST_ELEMENTS
                && goldenCase.expected() instanceof ExpectedValues values
                && goldenCase.call().gradOutput().isPresent()
                && SmokeTensors.isFiniteAndNotZero(values.output())
                && !values.grads().isEmpty()
                && values.grads().values().stream()
                        .allMatch(g -> g.isPresent() && SmokeTensors.isFiniteAndNotZero(g.get()))
                && !goldenCase.call().params().containsKey("reduce")
                && !goldenCase.call().params().containsKey("sizeAverage");
    }

    /** Prefers an argument that differs from its transpose, then few parameters, many gradients, few elements. */
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
