package io.lossparity.kit.check;

import io.lossparity.kit.fixture.Expected;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossSupport;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A golden case in the form in which one port is asked: without the gradients that the port does not have.
 *
 * <p>If PyTorch would answer differently without them, the case stays whole, see {@link FewerGradients}. The port is
 * then not asked at all, and the case is unsupported.
 *
 * @param goldenCase the question and PyTorch's answer to it
 * @param notAsked the gradients of the whole case that are left out; empty if the case is whole
 */
public record AskedCase(GoldenCase goldenCase, List<String> notAsked) {
    /** Makes the list unmodifiable. */
    public AskedCase {
        notAsked = List.copyOf(notAsked);
    }

    /** Returns the case in the form in which a port with these capabilities is asked. */
    public static AskedCase of(GoldenCase whole, Capabilities capabilities) {
        Set<String> asked = whole.call().requiresGrad();
        Optional<Set<String>> declared = capabilities
                .losses()
                .map(losses -> losses.get(whole.loss()))
                .flatMap(LossSupport::gradients)
                .filter(gradients -> !gradients.containsAll(asked));
        if (declared.isEmpty()) {
            return new AskedCase(whole, List.of());
        }
        Set<String> kept = new LinkedHashSet<>(asked);
        kept.retainAll(declared.get());
        if (isNoneThroughout(whole.expected(), kept)) {
            kept.clear(); // only because of these does PyTorch refuse to go backward
        }
        GoldenCase fewer = with(whole, kept);
        boolean same = FewerGradients.leaveTheAnswer(whole, kept)
                && capabilities.missing(fewer.call()).isEmpty();
        List<String> notAsked =
                asked.stream().filter(name -> !kept.contains(name)).toList();
        return same ? new AskedCase(fewer, notAsked) : new AskedCase(whole, List.of());
    }

    private static boolean isNoneThroughout(Expected expected, Set<String> names) {
        return expected instanceof ExpectedValues values
                && names.stream().allMatch(name -> values.grads().get(name).isEmpty());
    }

    private static GoldenCase with(GoldenCase whole, Set<String> kept) {
        LossCall call = whole.call();
        LossCall fewer = new LossCall(
                call.loss(),
                call.dtype(),
                call.params(),
                call.inputs(),
                kept,
                kept.isEmpty() ? Optional.empty() : call.gradOutput());
        return new GoldenCase(
                whole.id(),
                whole.at(),
                whole.loss(),
                whole.dtype(),
                whole.notes(),
                fewer,
                with(whole.expected(), kept));
    }

    private static Expected with(Expected expected, Set<String> kept) {
        if (expected instanceof ExpectedError) {
            return expected;
        }
        ExpectedValues values = (ExpectedValues) expected;
        Map<String, Optional<TensorValue>> grads = new LinkedHashMap<>(values.grads());
        grads.keySet().retainAll(kept);
        return new ExpectedValues(values.output(), grads, values.warnings(), values.truth());
    }
}
