package io.lossparity.kit.process;

import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Answers the protocol for a port of this virtual machine. */
public final class PortServer {
    /** It is the harness that keeps the time. */
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final LossPort port;

    /** Makes a server for a port. */
    public PortServer(LossPort port) {
        this.port = port;
    }

    /**
     * Answers line by line until the harness says goodbye or its lines end, then closes the port.
     *
     * @throws IOException if a line is no message, or the streams fail
     */
    public void serve(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try (PortRunner runner = new PortRunner(port, FOR_EVER)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Reply reply = reply(Wire.read(line, Question.class), runner);
                out.write(Wire.line(reply));
                out.flush();
                if (reply instanceof Reply.Bye) {
                    return;
                }
            }
        }
    }

    private Reply reply(Question question, PortRunner runner) {
        if (question instanceof Question.Call call) {
            return answer(call.id(), runner.run(call.toCall()));
        }
        return question instanceof Question.Hello
                ? new Reply.Hello(
                        Wire.PROTOCOL,
                        port.name(),
                        port.version(),
                        DeclaredCapabilities.of(PortRunner.capabilitiesOf(port)))
                : new Reply.Bye(runner.remarks());
    }

    private static Reply answer(long id, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answer(id, answered.outcome());
        }
        if (outcome instanceof Outcome.Threw threw) {
            String summary = ThrowableText.summary(threw.thrown());
            return threw.thrown() instanceof IllegalArgumentException
                    ? new Reply.Rejected(id, null, summary, null)
                    : new Reply.Errored(id, "the port threw " + summary);
        }
        if (outcome instanceof Outcome.MutatedInput mutated) {
            return new Reply.Mutated(id, mutated.argument());
        }
        if (outcome instanceof Outcome.AliasedInput aliased) {
            return new Reply.Aliased(id, aliased.result(), aliased.argument());
        }
        return new Reply.Errored(id, outcome instanceof Outcome.Broken broken ? broken.problem() : "no answer");
    }

    private static Reply answer(long id, LossOutcome answer) {
        if (answer instanceof LossOutcome.Computed computed) {
            return new Reply.Computed(id, computed.output(), computed.grads(), computed.notes());
        }
        if (answer instanceof LossOutcome.Rejected rejected) {
            String stage = rejected.stage().name().toLowerCase(Locale.ROOT);
            return new Reply.Rejected(
                    id, stage, rejected.message(), rejected.output().orElse(null));
        }
        return answer instanceof LossOutcome.Unsupported unsupported
                ? new Reply.Unsupported(id, unsupported.reason())
                : new Reply.Errored(id, "the port returned null");
    }
}
