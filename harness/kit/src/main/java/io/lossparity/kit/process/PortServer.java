package io.lossparity.kit.process;

import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;

/** Answers the protocol for a port in this virtual machine. */
public final class PortServer {
    /** The harness measures the time, so there is no limit here. */
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final LossPort port;

    /** Makes a server for a port. */
    public PortServer(LossPort port) {
        this.port = port;
    }

    /**
     * Answers line by line until the harness says goodbye or its lines end, then closes the port.
     *
     * <p>Every line gets a reply. The reply to a line that is not a question names its fault; then the next line is
     * read.
     *
     * @throws IOException if the streams fail
     */
    public void serve(InputStream in, OutputStream out) throws IOException {
        LineReader lines = new LineReader(in, Wire.LONGEST_LINE);
        try (PortRunner runner = new PortRunner(port, FOR_EVER)) {
            for (Reply reply = next(lines, runner); reply != null; reply = next(lines, runner)) {
                out.write(Wire.line(reply));
                out.flush();
                if (reply instanceof Reply.Bye) {
                    return;
                }
            }
        }
    }

    /** Returns the reply to the next line; null if there is none. */
    private Reply next(LineReader lines, PortRunner runner) throws IOException {
        Long id = null;
        try {
            byte[] line = lines.next();
            if (line == null) {
                return null;
            }
            QuestionReader.Asked asked = QuestionReader.read(line);
            id = asked.id();
            return reply(asked, runner);
        } catch (RefusedLineException e) {
            return new Reply.Errored(e.id(), "the line is not a question: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            return new Reply.Errored(id, "the line is too large for the memory of this virtual machine");
        }
    }

    private Reply reply(QuestionReader.Asked asked, PortRunner runner) {
        if (asked.call() != null) {
            return answer(asked.id(), runner.run(asked.call()));
        }
        return asked.isHello()
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
        if (outcome instanceof Outcome.OverwroteResult overwrote) {
            return new Reply.Overwrote(id, overwrote.result(), overwrote.callsBefore());
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
