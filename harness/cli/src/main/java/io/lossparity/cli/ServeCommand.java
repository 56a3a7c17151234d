package io.lossparity.cli;

import io.lossparity.kit.process.PortServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code serve}: answers the protocol for a port. */
@Command(
        name = "serve",
        description = {
            "Answers the protocol of harness/PROTOCOL.md on standard input and output, for a port in Java.",
            "",
            "'check --isolate' starts it; programs in other languages can use it to ask our losses."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity serve", "  lossparity serve --port build/my-port.jar"})
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = PortOptions.OWN_PORT,
            description = "The port that answers: a name or a jar, as for 'check' (default: ${DEFAULT-VALUE}).")
    private String port;

    ServeCommand() {}

    @Override
    public Integer call() {
        PrintStream before = System.out;
        System.setOut(System.err); // a line printed by the port would be taken for a reply
        try (OutputStream replies = new FileOutputStream(FileDescriptor.out)) {
            new PortServer(new PortSource(port).open()).serve(System.in, replies);
            return ExitCode.CONFORMS;
        } catch (IOException e) {
            throw new UnwritableException("standard output", e);
        } finally {
            System.setOut(before);
        }
    }
}
