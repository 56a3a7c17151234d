package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.render.text.Rerun;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options about the port: which one is asked, and how long it may take. */
class PortOptions {
    /** The name of our own losses as a port. */
    static final String OWN_PORT = "lossparity";

    private static final String WHAT = "The implementation to check (default: ${DEFAULT-VALUE}):";
    private static final String NAME = "NAME: a port on the class path, by the name that its LossPort gives.";
    private static final String JAR = "JAR, JAR:JAR or JAR#NAME: a port in jars, with its own class loader; a folder"
            + " 'lib' beside the first jar and the manifest's Class-Path are part of its class path.";
    private static final String PROCESS =
            "process:COMMAND: a program in any language that answers the protocol of harness/PROTOCOL.md.";
    private static final int FIRST = -2; // picocli gives all other options -1

    /** The options of a command that takes one port. */
    static final class One extends PortOptions {
        @Option(
                names = "--port",
                paramLabel = "PORT",
                order = FIRST,
                defaultValue = OWN_PORT,
                description = {WHAT, NAME, JAR, PROCESS})
        private String port = OWN_PORT;

        One() {}

        @Override
        List<String> names() {
            return List.of(port);
        }
    }

    /** The options of a command that takes one port or several. */
    static final class Several extends PortOptions {
        @Option(
                names = "--port",
                paramLabel = "PORT",
                order = FIRST,
                defaultValue = OWN_PORT,
                description = {
                    WHAT,
                    NAME,
                    JAR,
                    PROCESS,
                    "For several ports, repeat the option, or separate the names by commas. Everything after"
                            + " 'process:' belongs to its command, including commas."
                })
        private List<String> ports = new ArrayList<>();

        Several() {}

        @Override
        List<String> names() {
            return ports;
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--isolate",
            negatable = true,
            description = "Run the port in its own virtual machine, so that it can only end or crash that one. With"
                    + " --no-isolate, run it in the harness's, for a debugger; the port can then read the"
                    + " golden data. By default only jars are isolated.")
    private Boolean isolate;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one case may take (default: ${DEFAULT-VALUE}). Calls of more than 100000 elements,"
                    + " which some relations have, get proportionally more time.")
    private double timeout;

    private String single = OWN_PORT;
    private boolean amongSeveral;

    PortOptions() {}

    private PortOptions(PortOptions all, String name) {
        command = all.command;
        single = name;
        isolate = all.isolate;
        timeout = all.timeout;
        amongSeveral = true;
    }

    /** Returns the ports as they were given. */
    List<String> names() {
        return List.of(single);
    }

    /**
     * Returns the options of each port, for a command that takes several.
     *
     * <p>By default, each of several ports runs in its own virtual machine, except our own losses, so that no port can
     * end the run of the others.
     *
     * @throws ParameterException if one is given twice, or has no name
     */
    List<PortOptions> each() {
        List<String> each = PortNames.each(names(), command.commandLine());
        return each.size() == 1
                ? List.of(this)
                : each.stream().map(name -> new PortOptions(this, name)).toList();
    }

    /**
     * Looks for the port without opening it, if possible.
     *
     * @throws io.lossparity.kit.run.NoSuchPortException if no port on the class path has that name
     */
    void requireKnown() {
        new PortSource(given()).requireKnown();
    }

    /** Returns the only port's name as it was given. */
    String given() {
        List<String> each = PortNames.each(names(), command.commandLine());
        if (each.size() > 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--port takes one port here, but was given " + each.size() + ": " + String.join(" and ", each));
        }
        return each.get(0);
    }

    /**
     * Opens the port, which {@link #close} closes.
     *
     * @throws io.lossparity.kit.run.NoSuchPortException if there is no such port
     */
    LossPort port() {
        PortSource source = new PortSource(given());
        boolean foreign = source.isJar() || (amongSeveral && !given().equals(OWN_PORT));
        boolean alone = isolate == null ? foreign : isolate;
        return alone ? source.openIsolated() : source.open();
    }

    /** Returns where the port is. */
    PortSource source() {
        return new PortSource(given());
    }

    /** Makes the checker of a port, which {@link #close} closes. Commands in its messages repeat these options. */
    CaseChecker checker(LossPort port, DataOption data) {
        PortRunner runner = PortRunner.ofLent(port, limit());
        String rerun = Rerun.LAUNCHER + " check" + asGiven() + data.asGiven();
        return new CaseChecker(runner, new Judge(Tolerances.bundled(), port.name(), rerun));
    }

    /** Makes a runner, which then owns the port. */
    PortRunner runner(LossPort port) {
        return new PortRunner(port, limit());
    }

    private Duration limit() {
        if (!(timeout > 0 && timeout < 1e6)) {
            throw new ParameterException(
                    command.commandLine(), "--timeout must be a positive number of seconds, but was " + timeout);
        }
        return Duration.ofNanos(Math.max(1, Math.round(timeout * 1e9)));
    }

    /**
     * Closes a port that was opened here and that no checker has. A problem is printed, but does not affect the
     * verdict.
     */
    void close(LossPort port) {
        PortRunner.close(port, limit())
                .ifPresent(remark -> command.commandLine().getErr().println("lossparity: note: " + remark));
    }

    /** Returns the port's options as they were given, for use in a command; empty for the default. */
    String asGiven() {
        String port = given().equals(OWN_PORT) ? "" : " --port " + Rerun.quoted(given());
        return isolate == null ? port : port + (isolate ? " --isolate" : " --no-isolate");
    }
}
