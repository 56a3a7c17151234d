package io.lossparity.suite.smoke;

import io.lossparity.kit.check.AskedCase;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import io.lossparity.suite.smoke.FormProbe.Symptom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Asks a port about a few tiny cases, and finds out what is wrong with its adapter. */
public final class SmokeRun {
    private static final String NO_LOSS = "NoSuchLoss";
    private static final String NO_PARAMETER = "noSuchParameter";

    private final PortRunner port;
    private final Predicate<String> left;
    private final List<SmokeFinding> findings = new ArrayList<>();
    private final Set<String> losses = new LinkedHashSet<>();
    private final Set<String> unsupported = new LinkedHashSet<>();
    private final Set<String> notAsked = new LinkedHashSet<>();
    private final List<String> off = new ArrayList<>();
    private final List<String> lenient = new ArrayList<>();
    private final Map<GoldenCase, Computed> answers = new LinkedHashMap<>();
    private int cases;
    private int values;
    private int agreed;
    private int outputs; // near PyTorch's, though a gradient may not be
    private int leftOut;

    private SmokeRun(PortRunner port, Predicate<String> left) {
        this.port = Objects.requireNonNull(port, "port must not be null");
        this.left = left;
    }

    /**
     * Asks a port.
     *
     * @param selection the losses and element types to ask about
     * @param left the ids of the cases that are left out, because they are expected to fail
     */
    public static SmokeReport run(PortRunner port, GoldenData data, CaseSelection selection, Predicate<String> left) {
        SmokeRun test = new SmokeRun(port, left);
        try (Stream<Fixture> fixtures = data.fixtures(selection)) {
            fixtures.forEach(test::test);
        }
        return test.report();
    }

    private SmokeReport report() {
        answers.forEach(this::againAtTheEnd);
        answers.keySet().stream().findFirst().ifPresent(first -> {
            Outcome outcome = port.run(Variants.withLoss(first.call(), NO_LOSS));
            ErrorProbe.unknownLoss(NO_LOSS, outcome).ifPresent(symptom -> add(first, symptom));
        });
        if (findings.isEmpty() && values > 0 && agreed == 0 && outputs == 0) {
            GoldenCase first = answers.keySet().iterator().next();
            add(first, new Symptom(Defect.NOTHING_AGREES, "none of " + values + " cases comes near PyTorch's value"));
        }
        unsupported.removeAll(losses);
        return new SmokeReport(
                List.copyOf(findings),
                cases,
                agreed,
                List.copyOf(off),
                List.copyOf(lenient),
                losses,
                unsupported,
                notAsked,
                leftOut);
    }

    private void test(Fixture fixture) {
        SmokeCases picked = SmokeCases.of(fixture);
        picked.values().stream()
                .filter(this::wanted)
                .forEach(each -> testValue(asked(each), picked.counterparts().getOrDefault(each, List.of())));
        picked.parameters().stream()
                .filter(this::wanted)
                .forEach(
                        each -> testParameter(asked(each), picked.counterparts().get(each)));
        picked.errors().stream().filter(this::wanted).map(this::asked).forEach(this::testError);
    }

    /** A gradient that the port does not have is not requested. */
    private GoldenCase asked(GoldenCase goldenCase) {
        AskedCase asked = AskedCase.of(goldenCase, port.capabilities());
        asked.notAsked().forEach(name -> notAsked.add(name + " of " + goldenCase.loss()));
        return asked.goldenCase();
    }

    /** A failure that the port's expectations file names is not a defect of its adapter. */
    private boolean wanted(GoldenCase goldenCase) {
        boolean out = left.test(goldenCase.id());
        leftOut += out ? 1 : 0;
        return !out;
    }

    /** Looks only at the numbers; other defects also show without the parameter. */
    private void testParameter(GoldenCase goldenCase, List<Counterpart> counterparts) {
        Outcome outcome = port.run(goldenCase.call());
        if (isUnsupported(outcome)) {
            return;
        }
        cases++;
        ExpectedValues expected = (ExpectedValues) goldenCase.expected();
        Optional<Symptom> symptom = FormProbe.answered(outcome);
        if (symptom.isEmpty()) {
            Computed computed = (Computed) answer(outcome);
            symptom = FormProbe.formed(goldenCase.call(), expected, computed);
            if (symptom.isEmpty()) {
                ValueProbe numbers = new ValueProbe(goldenCase.call(), expected, computed, port::run, counterparts);
                symptom = numbers.agrees() ? Optional.empty() : numbers.ignoredParameter();
                if (symptom.isEmpty() && !numbers.agrees() && findings.isEmpty()) {
                    off.add(goldenCase.id());
                }
            }
        }
        symptom.ifPresent(found -> add(goldenCase, found));
    }

    private void testValue(GoldenCase goldenCase, List<Counterpart> counterparts) {
        LossCall call = goldenCase.call();
        Outcome outcome = port.run(call);
        if (isUnsupported(outcome)) {
            unsupported.add(goldenCase.loss());
            return;
        }
        cases++;
        values++;
        losses.add(goldenCase.loss());
        ExpectedValues expected = (ExpectedValues) goldenCase.expected();
        Optional<Symptom> symptom = FormProbe.answered(outcome);
        if (symptom.isEmpty()) {
            symptom = FormProbe.formed(call, expected, (Computed) answer(outcome));
        }
        if (symptom.isPresent()) {
            add(goldenCase, symptom.get());
            return;
        }
        Computed computed = (Computed) answer(outcome);
        answers.put(goldenCase, computed);
        Optional<Symptom> unsteady = overwrites(call)
                .or(() -> unlike(computed, port.run(call), "the same call, asked twice, gets another answer"));
        if (unsteady.isPresent()) {
            add(goldenCase, unsteady.get());
            return;
        }
        if (call.gradOutput().isPresent()) {
            Stream.of(gradOutput(call, computed), implicit(call, computed))
                    .flatMap(Optional::stream)
                    .forEach(found -> add(goldenCase, found));
        }
        requiresGrad(call).ifPresent(found -> add(goldenCase, found));
        DecimalProbe.of(call, port::run).ifPresent(found -> add(goldenCase, found));
        ErrorProbe.unknownParameter(NO_PARAMETER, port.run(Variants.withParam(call, NO_PARAMETER, 1L)))
                .ifPresent(found -> add(goldenCase, found));
        testNumbers(goldenCase, new ValueProbe(call, expected, computed, port::run, counterparts));
    }

    private void testNumbers(GoldenCase goldenCase, ValueProbe numbers) {
        outputs += numbers.outputAgrees() ? 1 : 0;
        if (numbers.agrees()) {
            agreed++;
            return;
        }
        boolean gradOutputIgnored = findings.stream()
                .anyMatch(found -> found.defect() == Defect.GRAD_OUTPUT_IGNORED
                        && found.caseId().equals(goldenCase.id()));
        Optional<Symptom> explanation = gradOutputIgnored ? Optional.empty() : numbers.explain();
        explanation.ifPresent(symptom -> add(goldenCase, symptom));
        if (explanation.isEmpty() && !gradOutputIgnored) {
            off.add(goldenCase.id());
        }
    }

    private void testError(GoldenCase goldenCase) {
        Outcome outcome = port.run(goldenCase.call());
        if (isUnsupported(outcome)) {
            unsupported.add(goldenCase.loss());
            return;
        }
        cases++;
        ErrorProbe.invalid((ExpectedError) goldenCase.expected(), outcome)
                .ifPresent(symptom -> add(goldenCase, symptom));
        if (answer(outcome) instanceof Computed) {
            lenient.add(goldenCase.id());
        }
    }

    /** Asks for other values in the same shapes, which a port would put into the same array. */
    private Optional<Symptom> overwrites(LossCall call) {
        Outcome outcome = port.run(Variants.withFloatsHalved(call));
        return outcome instanceof Outcome.OverwroteResult ? FormProbe.answered(outcome) : Optional.empty();
    }

    private static Optional<Symptom> unlike(Computed first, Outcome again, String words) {
        if (again instanceof Outcome.OverwroteResult) {
            return FormProbe.answered(again);
        }
        return first.equals(answer(again)) ? Optional.empty() : Symptom.of(Defect.NOT_REPEATABLE, words);
    }

    private void againAtTheEnd(GoldenCase goldenCase, Computed first) {
        boolean known = findings.stream()
                .anyMatch(found -> found.defect() == Defect.NOT_REPEATABLE || found.defect() == Defect.OVERWRITES);
        if (!known) {
            unlike(first, port.run(goldenCase.call()), "the same call gets another answer after other calls")
                    .ifPresent(symptom -> add(goldenCase, symptom));
        }
    }

    private Optional<Symptom> gradOutput(LossCall call, Computed computed) {
        TensorValue given = call.gradOutput().orElseThrow();
        LossCall ones = Variants.withGradOutput(call, Optional.of(SmokeTensors.onesLike(given)));
        boolean same = answer(port.run(ones)) instanceof Computed other
                && !computed.grads().isEmpty()
                && computed.grads().equals(other.grads())
                && computed.grads().values().stream().anyMatch(SmokeTensors::isFiniteAndNotZero);
        return same
                ? Symptom.of(
                        Defect.GRAD_OUTPUT_IGNORED,
                        "gradOutput is ignored: the same gradient for gradOutput " + given.toDoubles()[0]
                                + " and for 1")
                : Optional.empty();
    }

    /** Without an incoming gradient, the gradient of a scalar loss is that of 1. */
    private Optional<Symptom> implicit(LossCall call, Computed computed) {
        if (computed.output().shape().length > 0) {
            return Optional.empty();
        }
        TensorValue given = call.gradOutput().orElseThrow();
        Outcome ones = port.run(Variants.withGradOutput(call, Optional.of(SmokeTensors.onesLike(given))));
        Outcome absent = port.run(Variants.withGradOutput(call, Optional.empty()));
        Optional<Symptom> broken = isUnsupported(absent) ? Optional.empty() : FormProbe.answered(absent);
        if (broken.isPresent()) {
            return Symptom.of(
                    Defect.IMPLICIT_GRAD_OUTPUT,
                    "without gradOutput, " + broken.get().message());
        }
        return isUnsupported(absent) || Objects.equals(answer(absent), answer(ones))
                ? Optional.empty()
                : Symptom.of(
                        Defect.IMPLICIT_GRAD_OUTPUT, "without gradOutput, the gradient is not that of gradOutput 1");
    }

    /** Requests fewer gradients, down to none. */
    private Optional<Symptom> requiresGrad(LossCall call) {
        List<Set<String>> fewer = new ArrayList<>();
        if (call.requiresGrad().size() > 1) {
            call.requiresGrad().forEach(name -> fewer.add(Set.of(name)));
        }
        fewer.add(Set.of());
        for (Set<String> asked : fewer) {
            Outcome outcome = port.run(Variants.withRequiresGrad(call, asked));
            if (answer(outcome) instanceof Computed computed && computed.grads() != null) {
                Optional<Symptom> symptom =
                        FormProbe.names(asked, computed.grads().keySet());
                if (symptom.isPresent()) {
                    return symptom;
                }
            } else if (!isUnsupported(outcome)) {
                return FormProbe.answered(outcome)
                        .map(symptom -> new Symptom(
                                symptom.defect(),
                                symptom.message() + ", which requires the gradients of "
                                        + (asked.isEmpty() ? "nothing" : String.join(", ", asked))));
            }
        }
        return Optional.empty();
    }

    private void add(GoldenCase goldenCase, Symptom symptom) {
        findings.add(new SmokeFinding(symptom.defect(), symptom.message(), goldenCase.loss(), goldenCase.id()));
    }

    private static LossOutcome answer(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered ? answered.outcome() : null;
    }

    private static boolean isUnsupported(Outcome outcome) {
        return answer(outcome) instanceof LossOutcome.Unsupported;
    }
}
