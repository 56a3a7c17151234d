package io.lossparity.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The commands in {@code --help}, grouped by purpose. */
final class CommandGroups {
    private static final int NAME_WIDTH = 16;
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Check a port:", List.of("check", "smoke", "explain", "list", "expectations", "init-port", "serve"));
        GROUPS.put("Read and compare reports:", List.of("report", "diff", "compare", "gate"));
        GROUPS.put("Maintain the suite:", List.of("suite", "bench"));
    }

    private CommandGroups() {}

    /** Renders the commands; those without a group come last. */
    static String render(Help help) {
        Map<String, Help> commands = help.subcommands();
        Set<String> rest = new LinkedHashSet<>(commands.keySet());
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((heading, names) -> {
            text.append(String.format("%n%s%n", heading)).append(table(help, commands, names));
            rest.removeAll(names);
        });
        return text.append(table(help, commands, List.copyOf(rest))).toString();
    }

    private static String table(Help help, Map<String, Help> commands, List<String> names) {
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Overflow.SPAN),
                new Column(width - NAME_WIDTH, 2, Overflow.WRAP));
        for (String name : names) {
            String[] description =
                    commands.get(name).commandSpec().usageMessage().description();
            table.addRowValues(
                    help.colorScheme().commandText(name),
                    help.colorScheme().text(description.length == 0 ? "" : first(description)));
        }
        return table.toString();
    }

    /** The first paragraph; picocli's own commands write line breaks as format strings do. */
    private static String first(String... description) {
        return description[0].split("%n", 2)[0];
    }
}
