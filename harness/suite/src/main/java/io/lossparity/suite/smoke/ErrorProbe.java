package io.lossparity.suite.smoke;

import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.suite.smoke.FormProbe.Symptom;
import java.util.Locale;
import java.util.Optional;

/** Looks at the answers to invalid calls, and to calls of losses and parameters that do not exist. */
final class ErrorProbe {
    private ErrorProbe() {}

    /** Returns what is wrong with the answer to a call that PyTorch rejects. */
    static Optional<Symptom> invalid(ExpectedError expected, Outcome outcome) {
        Optional<Symptom> broken = broken(outcome, "an invalid call");
        if (broken.isPresent() || !(outcome instanceof Outcome.Answered answered)) {
            return broken;
        }
        if (!(answered.outcome() instanceof Rejected rejected)) {
            return Optional.empty();
        }
        boolean backward = expected.stage() == Stage.BACKWARD;
        if (backward == (rejected.stage() == Stage.BACKWARD)) {
            return backward
                            && expected.output().isPresent()
                            && rejected.output().isEmpty()
                    ? Symptom.of(Defect.ERROR_STAGE, "a rejection in backward comes without the output of forward")
                    : Optional.empty();
        }
        return Symptom.of(
                Defect.ERROR_STAGE,
                "what PyTorch rejects in " + word(expected.stage()) + " is reported as rejected in "
                        + word(rejected.stage()));
    }

    /** Returns what is wrong with the answer to a call of a loss that does not exist. */
    static Optional<Symptom> unknownLoss(String loss, Outcome outcome) {
        Optional<Symptom> broken = broken(outcome, "a loss that it can't have, " + loss);
        if (broken.isPresent()) {
            return broken.map(symptom -> new Symptom(Defect.UNKNOWN_LOSS, symptom.message()));
        }
        return outcome instanceof Outcome.Answered answered && answered.outcome() instanceof LossOutcome.Computed
                ? Symptom.of(Defect.UNKNOWN_LOSS, "your adapter computes a loss that it can't have, " + loss)
                : Optional.empty();
    }

    /** Returns what is wrong with the answer to a call with a parameter that the loss does not have. */
    static Optional<Symptom> unknownParameter(String parameter, Outcome outcome) {
        return outcome instanceof Outcome.Answered answered && answered.outcome() instanceof LossOutcome.Computed
                ? Symptom.of(
                        Defect.UNKNOWN_PARAMETER,
                        "your adapter computes as if the unknown parameter '" + parameter + "' had not been passed")
                : broken(outcome, "an unknown parameter");
    }

    private static Optional<Symptom> broken(Outcome outcome, String question) {
        if (outcome instanceof Outcome.Threw threw) {
            return threw.thrown() instanceof IllegalArgumentException
                    ? Optional.empty()
                    : Symptom.of(
                            Defect.ERROR_KIND,
                            "for " + question + " your adapter throws an exception that is not a rejection: "
                                    + ThrowableText.summary(threw.thrown()));
        }
        if (outcome instanceof Outcome.Answered answered && answered.outcome() != null) {
            return Optional.empty();
        }
        return outcome instanceof Outcome.MutatedInput
                        || outcome instanceof Outcome.AliasedInput
                        || outcome instanceof Outcome.OverwroteResult
                ? FormProbe.answered(outcome)
                : Symptom.of(Defect.ERROR_KIND, "your adapter does not answer " + question + ": " + words(outcome));
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Broken broken) {
            return broken.problem();
        }
        return outcome instanceof Outcome.TimedOut ? "it does not return" : "it returns null";
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
