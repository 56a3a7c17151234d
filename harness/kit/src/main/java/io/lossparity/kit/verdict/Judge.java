package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.AllowanceText;
import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.compare.SignedZero;
import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.Expected;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.kit.run.AnswerDigest;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.kit.text.Plural;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a port's answer to a case.
 *
 * @param tolerances the errors that are allowed
 * @param port the port's name, for messages
 * @param command the command for a rerun that messages show, without the case; the case follows directly if it ends
 *     with {@code =}, otherwise after {@code --case}
 */
public record Judge(Tolerances tolerances, String port, String command) {
    /** The flag of a case in which the sign of zero counts. */
    public static final String STRICT_SIGNED_ZERO = "strict-signed-zero";

    /** Creates a judge whose messages offer {@code ./lossparity check}. */
    public Judge(Tolerances tolerances, String port) {
        this(tolerances, port, "./lossparity check");
    }

    /** Returns the command that runs only this case. */
    String rerun(String caseId) {
        return command + (command.endsWith("=") ? "'" : " --case '") + caseId + "'";
    }

    /**
     * Judges one answer.
     *
     * @param goldenCase the case that the port was asked
     * @param outcome what happened
     * @param nanos how long it took
     */
    public CaseResult judge(GoldenCase goldenCase, Outcome outcome, long nanos) {
        List<TensorComparison> comparisons = new ArrayList<>();
        Verdict verdict = verdict(goldenCase, outcome, comparisons);
        return new CaseResult(
                goldenCase.id(),
                goldenCase.loss(),
                goldenCase.dtype(),
                goldenCase.flags(),
                verdict,
                comparisons,
                nanos,
                verdict instanceof Verdict.Failed ? AnswerDigest.of(outcome).orElse(null) : null,
                Optional.empty(),
                notes(outcome),
                List.of());
    }

    private static List<String> notes(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                        && answered.outcome() instanceof LossOutcome.Computed computed
                ? computed.notes()
                : List.of();
    }

    private Verdict verdict(GoldenCase goldenCase, Outcome outcome, List<TensorComparison> comparisons) {
        if (outcome instanceof Outcome.TimedOut timedOut) {
            return new Verdict.TimedOut(timedOut.limit());
        }
        if (outcome instanceof Outcome.MutatedInput mutated) {
            String problem = "the port wrote into its input '" + mutated.argument() + "'";
            return failed(goldenCase, FailureKind.INPUT, problem, List.of());
        }
        if (outcome instanceof Outcome.AliasedInput aliased) {
            String problem = "the port's '" + aliased.result() + "' shares its array with the input '"
                    + aliased.argument() + "'";
            return failed(goldenCase, FailureKind.INPUT, problem, List.of());
        }
        if (outcome instanceof Outcome.OverwroteResult overwrote) {
            String problem = "the port overwrites its results: the '" + overwrote.result() + "' that it had returned "
                    + Plural.of(overwrote.callsBefore(), "call") + " before has changed";
            return failed(goldenCase, FailureKind.OVERWRITES, problem, List.of());
        }
        if (outcome instanceof Outcome.NotRepeatable other) {
            String problem = "not repeatable: the same call, made again, gets another answer: " + other.difference();
            return failed(goldenCase, FailureKind.NOT_REPEATABLE, problem, List.of());
        }
        if (outcome instanceof Outcome.Broken broken) {
            return new Verdict.Errored(broken.problem());
        }
        if (outcome instanceof Outcome.Threw threw) {
            return threw.thrown() instanceof IllegalArgumentException
                    ? rejected(goldenCase, ThrowableText.summary(threw.thrown()))
                    : new Verdict.Errored("the port threw " + ThrowableText.summary(threw.thrown()));
        }
        LossOutcome answer = ((Outcome.Answered) outcome).outcome();
        if (answer == null) {
            return new Verdict.Errored("the port returned null");
        }
        if (answer instanceof LossOutcome.Unsupported unsupported) {
            return new Verdict.Unsupported(unsupported.reason());
        }
        return answer instanceof LossOutcome.Rejected rejected
                ? rejected(goldenCase, rejected, comparisons)
                : computed(goldenCase, (LossOutcome.Computed) answer, comparisons);
    }

    /** An exception counts as a rejection at an unknown stage. */
    private Verdict rejected(GoldenCase goldenCase, String thrown) {
        if (goldenCase.expected() instanceof ExpectedError) {
            return new Verdict.Passed();
        }
        String problem = "PyTorch computes a value, but the port threw " + thrown;
        return failed(goldenCase, FailureKind.ERROR_KIND, problem, List.of());
    }

    private Verdict rejected(GoldenCase goldenCase, LossOutcome.Rejected rejected, List<TensorComparison> comparisons) {
        String port =
                "the port rejects the call in " + MismatchMessage.word(rejected.stage()) + ": " + rejected.message();
        if (!(goldenCase.expected() instanceof ExpectedError error)) {
            String problem = "PyTorch computes a value, but " + port;
            return failed(goldenCase, FailureKind.ERROR_KIND, problem, List.of());
        }
        boolean backward = error.stage() == LossOutcome.Stage.BACKWARD;
        if (backward != (rejected.stage() == LossOutcome.Stage.BACKWARD)) {
            String problem = MismatchMessage.raised(error) + ", but " + port;
            return failed(goldenCase, FailureKind.ERROR_KIND, problem, List.of());
        }
        if (backward) {
            comparisons.add(compare(
                    goldenCase,
                    TensorComparison.OUTPUT,
                    error.output().orElse(null),
                    rejected.output().orElse(null)));
        }
        return compared(goldenCase, comparisons);
    }

    private Verdict computed(GoldenCase goldenCase, LossOutcome.Computed computed, List<TensorComparison> comparisons) {
        if (goldenCase.expected() instanceof ExpectedError error) {
            String problem = MismatchMessage.raised(error) + ", but the port computed " + computed.output();
            return failed(goldenCase, FailureKind.ERROR_KIND, problem, List.of());
        }
        ExpectedValues expected = (ExpectedValues) goldenCase.expected();
        comparisons.add(compare(goldenCase, TensorComparison.OUTPUT, expected.output(), computed.output()));
        Map<String, TensorValue> grads = computed.grads() == null ? Map.of() : computed.grads();
        Set<String> names = new LinkedHashSet<>(expected.grads().keySet());
        names.addAll(grads.keySet());
        for (String name : names) {
            TensorValue expectedGrad = expected.grads().containsKey(name)
                    ? expected.grads().get(name).orElse(null)
                    : null;
            TensorValue actualGrad = grads.get(name);
            if (expectedGrad != null || actualGrad != null) {
                comparisons.add(compare(goldenCase, TensorComparison.gradientOf(name), expectedGrad, actualGrad));
            }
        }
        return compared(goldenCase, comparisons);
    }

    private TensorComparison compare(GoldenCase goldenCase, String name, TensorValue expected, TensorValue actual) {
        SignedZero signedZero =
                goldenCase.flags().contains(STRICT_SIGNED_ZERO) ? SignedZero.DISTINCT : SignedZero.EQUAL;
        return new TensorComparator(signedZero)
                .compare(
                        name,
                        expected,
                        actual,
                        tolerances.of(goldenCase.loss(), goldenCase.dtype(), name),
                        truth(goldenCase.expected(), name));
    }

    private static Optional<TensorTruth> truth(Expected expected, String name) {
        String tensor = name.equals(TensorComparison.OUTPUT) ? Truth.OUTPUT : name.substring("grad.".length());
        return expected instanceof ExpectedValues values
                ? values.truth().flatMap(truth -> truth.of(tensor))
                : Optional.empty();
    }

    private Verdict compared(GoldenCase goldenCase, List<TensorComparison> comparisons) {
        List<TensorComparison> refused = comparisons.stream()
                .filter(comparison -> !comparison.accepted())
                .toList();
        if (refused.isEmpty()) {
            return new Verdict.Passed();
        }
        TensorComparison first = refused.get(0);
        String problem = first.name() + ": " + first.problem()
                + (first.kind().orElseThrow() == MismatchKind.VALUE ? worst(first) : "");
        FailureKind kind = FailureKind.of(first.kind().orElseThrow(), first.name());
        return failed(goldenCase, kind, problem, refused);
    }

    private static String worst(TensorComparison refused) {
        return refused.telling()
                .map(error -> "; at " + error.index() + " " + AllowanceText.of(refused, error))
                .orElse("");
    }

    private Verdict failed(GoldenCase goldenCase, FailureKind kind, String problem, List<TensorComparison> refused) {
        return new Verdict.Failed(kind, MismatchMessage.render(this, goldenCase, kind, problem, refused));
    }
}
