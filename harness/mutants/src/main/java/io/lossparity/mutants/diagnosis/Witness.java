package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Reference;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Rejected;
import java.util.List;

/** Tells what is right: our own losses; but where golden cases show that these are wrong, the golden answers. */
final class Witness {
    private final Reference ownLosses;
    private final boolean trusted;

    private Witness(Reference ownLosses, boolean trusted) {
        this.ownLosses = ownLosses;
        this.trusted = trusted;
    }

    /** Makes a witness that trusts our own losses as long as all of the golden answers are theirs. */
    static Witness of(List<FailingCases.Answer> answers, Reference ownLosses) {
        return new Witness(ownLosses, answers.stream().allMatch(answer -> isRight(answer, ownLosses)));
    }

    /** Looks at a case. */
    View view(FailingCases.Answer answer) {
        boolean believed = trusted && isRight(answer, ownLosses);
        return View.of(
                answer,
                answer.right()
                        .filter(golden -> !believed)
                        .map(golden -> new Reference(new GoldenAnswer(answer.call(), golden)))
                        .orElse(ownLosses));
    }

    /** A port may reject a call earlier than PyTorch does. */
    private static boolean isRight(FailingCases.Answer answer, Reference ownLosses) {
        return answer.right().isEmpty()
                || Attempt.at(() -> isRight(answer, answer.right().get(), ownLosses))
                        .orElse(false);
    }

    private static boolean isRight(FailingCases.Answer answer, LossOutcome golden, Reference ownLosses) {
        LossOutcome own = ownLosses.right(answer.call());
        return (golden instanceof Rejected && own instanceof Rejected)
                || Similarity.of(answer.call(), golden, own).isPresent();
    }
}
