package io.lossparity.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}: the script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Prints the script that lets bash or zsh complete commands and options.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity completion > lossparity.bash", "  source <(./lossparity completion)"})
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    CompletionCommand() {}

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
        spec.commandLine().getOut().flush();
    }
}
