package io.lossparity.mutation.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.mutation.LossCases;
import io.lossparity.report.budget.Budget;
import io.lossparity.report.budget.BudgetFile;
import io.lossparity.report.budget.Excess;
import io.lossparity.report.budget.Fidelity;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.spi.DType;
import java.nio.file.Path;
import java.util.List;

/** The golden cases of one loss, and then its fidelity budget over all of them, as {@code lossparity gate} asks. */
abstract class FidelityBudget extends LossCases {
    private static final Budget BUDGET = read();

    @Override
    protected void together(String loss, DType dtype, List<CaseLine> passed) {
        Budget.Comparison comparison = BUDGET.compare(Fidelity.of(passed), List.of(loss), List.of(dtype.torchName()));
        assertEquals(List.of(), comparison.excesses().stream().map(Excess::text).toList());
        assertEquals(List.of(), comparison.unbudgeted());
    }

    private static Budget read() {
        return BudgetFile.read(Path.of(System.getProperty("lossparity.budget", "../ports/lossparity/budget.json")));
    }
}
