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

/** The options that say which port is asked and how long it may take. */
final class PortOptions {
    /** The name of our own losses as a port. */
    static final String OWN_PORT = "lossparity";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = OWN_PORT,
            description = {
                "The implementation to check (default: ${DEFAULT-VALUE}):",
                "NAME: on the class path, by the name that its LossPort gives.",
                "JAR, JAR:JAR or JAR#NAME: in jars, with a class loader of its own; a folder 'lib' beside the first one"
                        + " and the manifest's Class-Path belong to it.",
                "process:COMMAND: a program in any language that answers the protocol of harness/PROTOCOL.md.",
                "'check' takes several: repeat the option, or name them with commas between; all that follows"
                        + " 'process:' is its command, commas included."
            })
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--isolate",
            negatable = true,
            description =
                    "Run the port in a virtual machine of its own, so that it can end or crash that one alone; or,"
                            + " with --no-isolate, in the harness's, where a debugger sees it and the port sees the golden"
                            + " data. The default is to do so with jars.")
    private Boolean isolate;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one case may take (default: ${DEFAULT-VALUE}); a call of more than 100000 elements,"
                    + " as relations have, may take as many times longer.")
    private double timeout;

    private boolean amongSeveral;

    PortOptions() {}

    private PortOptions(PortOptions all, String name) {
        command = all.command;
        names = List.of(name);
        isolate = all.isolate;
        timeout = all.timeout;
        amongSeveral = true;
    }

    /**
     * Returns the options of each port, for a command that takes several.
     *
     * <p>A port among several runs in a virtual machine of its own unless told otherwise, our own excepted: none may
     * end the run of the others.
     *
     * @throws ParameterException if one is given twice, or has no name
     */
    List<PortOptions> each() {
        List<String> each = PortNames.each(names, command.commandLine());
        return each.size() == 1
                ? List.of(this)
                : each.stream().map(name -> new PortOptions(this, name)).toList();
    }

    /**
     * Looks for the port without opening it, as far as that is possible.
     *
     * @throws io.lossparity.kit.run.NoSuchPortException if no port of the class path has that name
     */
    void requireKnown() {
        new PortSource(given()).requireKnown();
    }

    /** Returns the one port's name as it was given. */
    String given() {
        List<String> each = PortNames.each(names, command.commandLine());
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

    /** Makes the checker of a port, which {@link #close} closes; its messages repeat these options. */
    CaseChecker checker(LossPort port, DataOption data) {
        PortRunner runner = PortRunner.ofLent(port, limit());
        String rerun = "./lossparity check" + asGiven() + data.asGiven();
        return new CaseChecker(runner, new Judge(Tolerances.bundled(), port.name(), rerun));
    }

    /** Makes a runner, which owns the port from now on. */
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

    /** Closes a port that was opened here and that no checker has; what is wrong with that is told, and no verdict. */
    void close(LossPort port) {
        PortRunner.close(port, limit())
                .ifPresent(remark -> command.commandLine().getErr().println("lossparity: note: " + remark));
    }

    /** Returns the port's options as they were given, to be repeated in a command; empty for the default. */
    String asGiven() {
        String port = given().equals(OWN_PORT) ? "" : " --port " + Rerun.quoted(given());
        return isolate == null ? port : port + (isolate ? " --isolate" : " --no-isolate");
    }
}
