package io.lossparity.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code suite}: questions about the suite itself, for its maintainers. */
@Command(
        name = "suite",
        description = "Checks the suite itself: what its cases cover, which errors they see, how much they allow.",
        subcommands = {
            CoverageCommand.class,
            MutantsCommand.class,
            TolerancesCommand.class,
            RelationsCommand.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity suite coverage", "  lossparity suite mutants --loss NLLLoss"})
final class SuiteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    SuiteCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? try 'lossparity suite coverage' or 'lossparity suite --help'");
    }
}
