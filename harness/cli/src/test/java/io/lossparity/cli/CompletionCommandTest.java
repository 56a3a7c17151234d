package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CompletionCommandTest {
    @Test
    void scriptKnowsEveryCommandAndItsOptions() {
        CommandRun run = CommandRun.of("completion");
        assertEquals(0, run.exitCode(), run::all);
        for (String command : UsageTest.commands()) {
            String function = "_picocli_lossparity_" + command.replace("-", ""); // a shell name has no hyphen
            assertTrue(run.out().contains(function + "()"), command);
        }
        assertTrue(run.out().contains("'--shard'"), run::out);
        assertTrue(run.out().contains("complete -F _complete_lossparity"), run::out);
    }
}
