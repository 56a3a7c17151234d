package io.lossparity.cli;

import io.lossparity.bench.BenchCommand;
import io.lossparity.kit.input.MissingInputException;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.run.NoSuchPortException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code lossparity}. */
@Command(
        name = "lossparity",
        description = "Checks whether an implementation of PyTorch's losses computes what PyTorch 1.4.0 computes.",
        subcommands = {
            CheckCommand.class,
            SmokeCommand.class,
            InitPortCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            ExpectationsCommand.class,
            CompareCommand.class,
            DiffCommand.class,
            GateCommand.class,
            ReportCommand.class,
            SuiteCommand.class,
            BenchCommand.class,
            ServeCommand.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        commandListHeading = "",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The port conforms or fails as expected, or the command did what it was asked.",
            "1:The port does not conform, is not as expected, got worse, or is beyond its budget.",
            "2:The command was called wrongly: an option, loss, case, port or file does not exist.",
            "3:The golden data cannot be read or differ from their manifest, or a given file or a port's hello"
                    + " is refused.",
            "4:The harness failed, or could not write a report."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity check", "  lossparity check --loss NLLLoss", "  lossparity help check"})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    Main() {}

    /** Runs the command line and ends the virtual machine with its exit code. */
    public static void main(String[] args) {
        CommandProcess.run(args);
    }

    /** Returns the command line, ready to execute. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::render);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExpandAtFiles(false); // a named file may be a pipe, and reading it may never end
        commandLine.setParameterExceptionHandler(Main::usage);
        commandLine.setExecutionExceptionHandler(Main::failure);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? try 'lossparity check' or 'lossparity --help'");
    }

    private static int usage(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("lossparity: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    private static int failure(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof RefusedInputException refused) {
            err.println("lossparity: " + refused.sentence());
            return e instanceof MissingInputException ? ExitCode.USAGE : ExitCode.DATA;
        }
        if (e instanceof NoSuchPortException) {
            err.println("lossparity: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof UnwritableException) {
            err.println("lossparity: " + e.getMessage());
            return ExitCode.FAILURE;
        }
        err.println("lossparity: the harness failed: " + e);
        if (System.getenv("LOSSPARITY_DEBUG") == null) {
            err.println("This is a defect of LossParity; LOSSPARITY_DEBUG=1 shows where it is.");
        } else {
            e.printStackTrace(err);
        }
        return ExitCode.FAILURE;
    }
}
