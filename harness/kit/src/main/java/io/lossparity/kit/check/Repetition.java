package io.lossparity.kit.check;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.AnswerDigest;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.TensorValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Asks a sample of the cases twice, because an answer must depend only on the call.
 *
 * <p>Between the two calls it makes another call of the sample, of another loss if possible. So the second call follows
 * other calls than the first one, and runs on the runner's other thread. For each loss and element type the sample
 * holds the first two cases that the port computes, the first two that it rejects, and one in {@value #ONE_IN} of the
 * others, chosen by id. This adds three calls in a hundred. Not thread-safe.
 */
final class Repetition {
    /** One in this many cases is asked twice. */
    static final int ONE_IN = 150;

    private static final int FIRST = 2;

    private final PortRunner runner;
    private final Map<String, Integer> answered = new HashMap<>();
    private LossCall last;
    private LossCall lastOfAnotherLoss;

    Repetition(PortRunner runner) {
        this.runner = runner;
    }

    /**
     * Returns the outcome; if the case is in the sample and a second call gives another answer, returns that as the
     * outcome.
     */
    Outcome confirmed(GoldenCase asked, Outcome first) {
        if (!isAnswer(first) || !isSampled(asked, kind(first))) {
            return first;
        }
        LossCall call = asked.call();
        Optional<LossCall> another = another(call);
        if (another.isPresent() && runner.run(another.get()) instanceof Outcome.OverwroteResult overwrote) {
            return overwrote;
        }
        Outcome second = runner.run(call);
        if (!(second instanceof Outcome.Answered || second instanceof Outcome.Threw)) {
            return second;
        }
        return difference(first, second)
                .<Outcome>map(Outcome.NotRepeatable::new)
                .orElse(first);
    }

    /** Returns the call to ask in between, and remembers this one for the next time. */
    private Optional<LossCall> another(LossCall call) {
        if (last != null && !last.loss().equals(call.loss())) {
            lastOfAnotherLoss = last;
        }
        LossCall another = lastOfAnotherLoss == null ? last : lastOfAnotherLoss;
        last = call;
        return Optional.ofNullable(another);
    }

    private boolean isSampled(GoldenCase asked, String kind) {
        CRC32 number = new CRC32();
        number.update(asked.id().getBytes(StandardCharsets.UTF_8));
        int place = answered.merge(asked.loss() + "/" + asked.dtype() + "/" + kind, 1, Integer::sum);
        return place <= FIRST || number.getValue() % ONE_IN == 0;
    }

    private static boolean isAnswer(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                ? answered.outcome() instanceof Computed || answered.outcome() instanceof Rejected
                : outcome instanceof Outcome.Threw threw && threw.thrown() instanceof IllegalArgumentException;
    }

    private static Optional<String> difference(Outcome first, Outcome second) {
        String before = kind(first);
        String after = kind(second);
        if (!before.equals(after)) {
            return Optional.of(before + ", then " + after);
        }
        Optional<String> digest = AnswerDigest.of(first);
        return digest.equals(AnswerDigest.of(second))
                ? Optional.empty()
                : Optional.of("other values, in " + String.join(" and ", changed(first, second)));
    }

    /** The message of a rejection is not compared, because it may contain an address. */
    private static String kind(Outcome outcome) {
        if (outcome instanceof Outcome.Threw threw) {
            return threw.thrown() instanceof IllegalArgumentException
                    ? "a rejection"
                    : "an exception, " + ThrowableText.summary(threw.thrown());
        }
        LossOutcome answer = ((Outcome.Answered) outcome).outcome();
        return answer instanceof Computed ? "values" : answer instanceof Rejected ? "a rejection" : "no answer";
    }

    private static List<String> changed(Outcome first, Outcome second) {
        Map<String, TensorValue> before = results(first);
        Map<String, TensorValue> after = results(second);
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .toList();
    }

    private static Map<String, TensorValue> results(Outcome outcome) {
        Computed computed = (Computed) ((Outcome.Answered) outcome).outcome();
        Map<String, TensorValue> results = new LinkedHashMap<>();
        results.put("output", computed.output());
        if (computed.grads() != null) {
            computed.grads().forEach((name, grad) -> results.put("grad." + name, grad));
        }
        return results;
    }
}
