package io.lossparity.ports.lossparity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.report.budget.Budget;
import io.lossparity.report.budget.BudgetEntry;
import io.lossparity.report.budget.BudgetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the README's table of what is not equal to the bit to the budget, which CI enforces. */
class BitEqualityTest {
    private static final Path README = Path.of("README.md");

    @Test
    void theTableSaysWhatTheBudgetHolds() throws IOException {
        List<String> table = new ArrayList<>();
        for (String line : Files.readAllLines(README)) {
            if (line.matches("\\| \\w+Loss \\| float.*")) {
                table.add(line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1));
            }
        }
        assertEquals(rows(BudgetFile.read(Path.of("budget.json"))), table);
    }

    private static List<String> rows(Budget budget) {
        Map<String, List<BudgetEntry>> departing = budget.entries().stream()
                .filter(entry -> entry.bitEqualShare() < 1)
                .collect(Collectors.groupingBy(
                        entry -> entry.loss() + " | " + entry.dtype(), TreeMap::new, Collectors.toList()));
        List<String> rows = new ArrayList<>();
        departing.forEach((place, entries) -> rows.add(String.format(
                Locale.ROOT,
                "| %s | %.2f %% | %s | %.1e |",
                place,
                100
                        * entries.stream()
                                .mapToDouble(BudgetEntry::bitEqualShare)
                                .min()
                                .orElseThrow(),
                entries.stream().map(BudgetEntry::quantity).sorted().collect(Collectors.joining(", ")),
                entries.stream().mapToDouble(BudgetEntry::maxUnits).max().orElseThrow())));
        return rows;
    }
}
