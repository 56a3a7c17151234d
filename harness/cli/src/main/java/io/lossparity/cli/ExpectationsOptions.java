package io.lossparity.cli;

import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.expect.PortExpectations;
import io.lossparity.render.text.Rerun;
import io.lossparity.spi.LossPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options about expected failures. */
final class ExpectationsOptions {
    /** The property with which the launcher names the repository's folder. */
    static final String HOME = "lossparity.home";

    private static final String FILE = "expectations.txt";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--expectations",
            paramLabel = "FILE",
            description = "The expected failures. 'check' runs their cases, which must fail as the file says; 'smoke'"
                    + " leaves them out. The default is harness/ports/NAME/" + FILE + ", or "
                    + PortExpectations.RESOURCE + " in the port's jar.")
    private Path file;

    @Option(names = "--no-expectations", description = "Expect nothing to fail, even if there is a file.")
    private boolean none;

    ExpectationsOptions() {}

    /** Returns the file in use; a file without a name if there is none. */
    ExpectationsFile file(PortOptions portOptions, LossPort port) {
        if (none && file != null) {
            throw new ParameterException(
                    command.commandLine(), "--expectations and --no-expectations exclude each other");
        }
        if (none) {
            return ExpectationsFile.empty("");
        }
        if (file != null) {
            return ExpectationsFile.read(file, file.toString());
        }
        Path own = ownFile(port.name());
        if (!portOptions.source().isJar() && Files.isRegularFile(own)) {
            return ExpectationsFile.read(own, "harness/ports/" + port.name() + "/" + FILE);
        }
        return portOptions.source().expectations().orElseGet(() -> ExpectationsFile.empty(""));
    }

    /** Returns a note if this folder has a file that is not in use, though nobody refused it. */
    Optional<String> unused() {
        return !none && file == null && Files.isRegularFile(Path.of(FILE))
                ? Optional.of("note: " + FILE + " in this folder is not in use; --expectations " + FILE + " uses it")
                : Optional.empty();
    }

    /** Returns the options as they were given, for use in a command; empty if none was given. */
    String asGiven() {
        return none ? " --no-expectations" : file == null ? "" : " --expectations " + Rerun.quoted(file.toString());
    }

    /** Refuses one file for several ports. */
    void refuseFor(int ports) {
        if (file != null && ports > 1) {
            throw new ParameterException(
                    command.commandLine(), "--expectations is for one port, but " + ports + " are checked");
        }
    }

    /** Returns the path at which the repository would have the file of a port. The port's name is not trusted. */
    static Path ownFile(String port) {
        String folder = port.matches("[A-Za-z0-9_-]+") ? port : "-";
        return Path.of(System.getProperty(HOME, "."))
                .resolve("harness/ports")
                .resolve(folder)
                .resolve(FILE);
    }
}
