package io.lossparity.kit.process;

import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.run.NoSuchPortException;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.OutcomeException;
import io.lossparity.kit.run.RemotePort;
import io.lossparity.kit.run.SafeAnswer;
import io.lossparity.kit.text.ForeignText;
import io.lossparity.kit.text.Plural;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A port in a process that answers the protocol.
 *
 * <p>If the process ends, or writes something that is not an answer, the current call is an error. The next call gets a
 * new process.
 */
public final class ProcessPort implements RemotePort {
    private static final int MOST_FAILED_STARTS = 3;
    private static final int MOST_NAMED = 5;
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final List<String> command;
    private final Duration startLimit;
    private final Thread atExit = new Thread(this::abort);
    private final List<String> left = new ArrayList<>();
    private int endedBetween;
    private long lastBetween;
    private Reply.Hello hello;
    private PortProcess process;
    private long lastId;
    private int starts;
    private int failedStarts;
    private String lastFailure;

    private ProcessPort(List<String> command, Duration startLimit) {
        this.command = List.copyOf(command);
        this.startLimit = startLimit;
    }

    /**
     * Starts a process and waits for its hello.
     *
     * @param command the program and its arguments
     * @param startLimit how long it may take until its hello
     * @throws NoSuchPortException if it cannot be started, or ends or stays silent before its hello
     * @throws RefusedInputException if its first line is not a hello of this protocol
     */
    public static ProcessPort start(List<String> command, Duration startLimit) {
        ProcessPort port = new ProcessPort(command, startLimit);
        try {
            port.launch();
        } catch (ProcessFailure.Misspoken e) {
            throw new RefusedInputException(problem(command, e), e);
        } catch (ProcessFailure e) {
            throw new NoSuchPortException(problem(command, e), e);
        }
        Runtime.getRuntime().addShutdownHook(port.atExit);
        return port;
    }

    /** Cuts a long command, such as one with a class path, so that the problem stays visible. */
    private static String problem(List<String> command, ProcessFailure failure) {
        return "port process '" + ForeignText.line(String.join(" ", command), ForeignText.SENTENCE) + "': "
                + failure.getMessage();
    }

    @Override
    public String name() {
        return ForeignText.line(hello.name().strip(), ForeignText.NAME);
    }

    @Override
    public String version() {
        return ForeignText.line(hello.version().strip(), ForeignText.NAME);
    }

    @Override
    public Capabilities capabilities() {
        return hello.capabilities() == null
                ? Capabilities.everything()
                : hello.capabilities().toCapabilities();
    }

    @Override
    public synchronized void ready() {
        if (process != null && process.isAlive()) {
            return;
        }
        if (process != null) {
            endedBetween++;
            lastBetween = lastId;
            drop(process);
        }
        if (failedStarts < MOST_FAILED_STARTS) {
            try {
                launch();
                failedStarts = 0;
                return;
            } catch (ProcessFailure e) {
                failedStarts++;
                lastFailure = e.getMessage();
            }
        }
        throw new OutcomeException(new Outcome.Broken("the port's process can't be started again: " + lastFailure));
    }

    private void launch() throws ProcessFailure {
        PortProcess started;
        try {
            started = PortProcess.start(command);
        } catch (IOException e) {
            throw new ProcessFailure(e.getMessage());
        }
        try {
            Reply reply = started.ask(new PortQuestion.Hello(Wire.PROTOCOL), startLimit);
            if (!(reply instanceof Reply.Hello said)) {
                throw new ProcessFailure.Misspoken("it did not say hello, but " + shown(reply));
            }
            if (said.protocol() != Wire.PROTOCOL) {
                throw new ProcessFailure.Misspoken("it speaks protocol " + said.protocol() + ", not " + Wire.PROTOCOL);
            }
            if (hello == null) { // a later hello does not change anything
                hello = said;
            }
            process = started;
            starts++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailure("interrupted");
        } finally {
            if (process != started) {
                started.kill();
            }
        }
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws InterruptedException {
        PortProcess asked = current();
        try {
            long id = ++lastId;
            Reply reply = asked.ask(PortQuestion.Call.of(id, call), null);
            if (reply instanceof Reply.Errored refused && refused.number() == null) {
                throw new ProcessFailure("the port's process did not understand the call: "
                        + ForeignText.line(refused.message(), ForeignText.SENTENCE));
            }
            if (!(reply instanceof Reply.Answer answer) || answer.id() != id) {
                throw new ProcessFailure("the port's process answered another question: " + shown(reply));
            }
            return SafeAnswer.of(answer.toOutcome());
        } catch (OutcomeException e) {
            throw new OutcomeException(SafeAnswer.of(e.outcome()));
        } catch (ProcessFailure e) {
            throw broken(asked, e.getMessage());
        } catch (RuntimeException e) {
            throw broken(
                    asked,
                    "the port's process gave no valid answer: "
                            + ForeignText.line(e.getMessage(), ForeignText.SENTENCE));
        } catch (OutOfMemoryError e) {
            throw broken(asked, "the answer of the port's process does not fit into the memory");
        }
    }

    private static String shown(Reply reply) {
        return ForeignText.line(String.valueOf(reply), ForeignText.SENTENCE);
    }

    private OutcomeException broken(PortProcess asked, String problem) {
        drop(asked);
        return new OutcomeException(new Outcome.Broken(problem));
    }

    private synchronized PortProcess current() {
        if (process == null) {
            throw new OutcomeException(new Outcome.Broken("the port's process is not running"));
        }
        return process;
    }

    private synchronized void drop(PortProcess dropped) {
        left.addAll(dropped.kill());
        if (process == dropped) {
            process = null;
        }
    }

    @Override
    public synchronized void abort() {
        if (process != null) {
            drop(process);
        }
    }

    @Override
    public synchronized List<String> remarks() {
        List<String> said = process == null ? List.of() : goodbye();
        List<String> all = new ArrayList<>();
        if (!left.isEmpty()) {
            all.add("the port left " + Plural.of(left.size(), "process") + " running, which "
                    + (left.size() == 1 ? "was" : "were") + " ended: "
                    + String.join(", ", left.subList(0, Math.min(MOST_NAMED, left.size())))
                    + (left.size() > MOST_NAMED ? ", ..." : ""));
        }
        if (endedBetween > 0) {
            all.add("the port's process ended between two calls, after call " + lastBetween
                    + (endedBetween > 1 ? " and " + Plural.of(endedBetween - 1, "other") : ""));
        }
        if (starts > 1) {
            all.add("the port's process was started " + starts + " times");
        }
        all.addAll(said);
        return all;
    }

    /** Lets the process end by itself, and returns remarks about its end. */
    private List<String> goodbye() {
        List<String> said = new ArrayList<>();
        PortProcess ending = process;
        try {
            if (ending.ask(new PortQuestion.Bye(), GOODBYE) instanceof Reply.Bye bye && bye.remarks() != null) {
                said.addAll(ForeignText.lines(bye.remarks(), "remark"));
            }
            left.addAll(ending.close());
        } catch (ProcessFailure e) {
            said.add("at its end: " + e.getMessage());
            left.addAll(ending.kill());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            left.addAll(ending.kill());
        }
        ending.stderrRemark().ifPresent(said::add);
        process = null;
        return said;
    }

    @Override
    public void close() {
        abort();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the virtual machine is already ending
        }
    }
}
