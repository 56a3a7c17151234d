package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.LossTotals.Worst;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.render.text.WhatIsWrong;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a check shows on terminals of several widths, with colours and without. */
class TerminalTest {
    private static final String ID = "MultiLabelSoftMarginLoss/float32/mean/weight=mixed/grad=input/N16-C20/typical";

    private static String text(Terminal terminal) {
        StringWriter out = new StringWriter();
        CheckText text = new CheckText(new PrintWriter(out, true), terminal, false);
        text.decision("DOES NOT CONFORM: 312 of 1576 cases failed; 12 of 70 relations broken (quick, seed 42) (1.2 s)");
        text.mistakes(List.of(
                new WhatIsWrong("L1Loss", "there is no gradient at all, which is hard to say in a line", "5 cases", ""),
                new WhatIsWrong("MultiLabelSoftMarginLoss", "the weight is ignored", "312 failing cases", ID),
                new WhatIsWrong("MultiLabelSoftMarginLoss", "the mean divides by N instead of by C", "1 case", "")));
        LossTotals row = new LossTotals(
                "MultiLabelSoftMarginLoss",
                new Counts(1576, 1264, 300, 12, 4, 0, 10_000, 9_000, 0, 0),
                Worst.NONE,
                Worst.NONE);
        text.totals(new Totals(row, Map.of("MultiLabelSoftMarginLoss", row), Map.of()));
        return out.toString();
    }

    @Test
    void textFitsEightyColumnsAndIdsStayWhole() {
        String text = text(new Terminal(80, false));
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertTrue(text.contains("\n   " + ID + "\n"), text);
        assertTrue(text.contains("\n                            the mean divides by N"), text);
        assertTrue(!text.contains("\u001b"), text);
    }

    @Test
    void aWideTerminalIsUsed() {
        String text = text(new Terminal(140, false));
        assertTrue(text.contains("broken (quick, seed 42) (1.2 s)\n"), text);
        assertTrue(text.contains("gradient"), text);
    }

    @Test
    void aTerminalWithColoursShowsThem() {
        Terminal terminal = new Terminal(80, true);
        assertTrue(text(terminal).startsWith("\u001b["), text(terminal));
        assertTrue(text(terminal).contains("\u001b[1mL1Loss\u001b[22m"), text(terminal));
        assertTrue(!text(terminal).contains("[21m"), "a double underline: " + text(terminal));
        assertTrue(terminal.decision("CONFORMS: all").contains("CONFORMS"), terminal.decision("CONFORMS: all"));
        assertEquals("NO DECISION: none", terminal.decision("NO DECISION: none"));
    }

    @Test
    void aCommandThatDoesNotFitIsBrokenAsShellsTakeIt() {
        String command = "./lossparity explain --port 'process:python3 my port.py --only L1Loss,MSELoss' " + ID;
        String text = new Terminal(80, false).fitted("  see it alone: " + command + "\n  done");
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertEquals(
                "  see it alone:\n    ./lossparity explain \\\n"
                        + "      --port 'process:python3 my port.py --only L1Loss,MSELoss' \\\n   " + ID + "\n  done",
                text);
        assertEquals("    " + command, new Terminal(200, false).fitted("    " + command));
    }

    @Test
    void aLauncherElsewhereIsNamedAsItWasCalled() {
        System.setProperty("lossparity.launcher", "/opt/loss parity/bin/lossparity");
        try {
            assertEquals(
                    "'/opt/loss parity/bin/lossparity' explain x",
                    new Terminal(80, false).fitted("./lossparity explain x"));
            assertEquals(
                    "to see a case:   '/opt/loss parity/bin/lossparity' explain x",
                    new Terminal(80, false).fitted("to see a case:   ./lossparity explain x"));
            assertEquals(
                    "to see:\n  '/opt/loss parity/bin/lossparity' \\\n    --report report",
                    new Terminal(42, false).fitted("to see: ./lossparity --report report"));
        } finally {
            System.clearProperty("lossparity.launcher");
        }
    }

    @Test
    void proseIsIndentedFurtherWhereItGoesOn() {
        String text =
                new Terminal(80, false).fitted("  note: " + "word ".repeat(30).strip());
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertTrue(text.lines().skip(1).allMatch(line -> line.startsWith("    word")), text);
    }
}
