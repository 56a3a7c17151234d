package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.run.Ports;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which port is asked and how long it may take. */
final class PortOptions {
    private static final String OWN_PORT = "lossparity";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "NAME",
            defaultValue = OWN_PORT,
            description =
                    "The implementation to check, by the name that its LossPort gives (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one case may take (default: ${DEFAULT-VALUE}).")
    private double timeout;

    PortOptions() {}

    /**
     * Finds the port.
     *
     * @throws io.lossparity.kit.run.NoSuchPortException if there is none of that name
     */
    LossPort port() {
        return Ports.of(PortOptions.class.getClassLoader()).named(name);
    }

    /** Makes the checker of a port; its messages offer the command that repeats these options. */
    CaseChecker checker(LossPort port, DataOption data) {
        if (!(timeout > 0 && timeout < 1e6)) {
            throw new ParameterException(
                    command.commandLine(), "--timeout must be a positive number of seconds, but was " + timeout);
        }
        PortRunner runner = new PortRunner(port, Duration.ofNanos(Math.max(1, Math.round(timeout * 1e9))));
        String rerun = "./lossparity check" + asGiven() + data.asGiven();
        return new CaseChecker(runner, new Judge(Tolerances.bundled(), port.name(), rerun));
    }

    /** Returns the port option as it was given, to be repeated in a command; empty for the default. */
    String asGiven() {
        return name.equals(OWN_PORT) ? "" : " --port " + name;
    }
}
