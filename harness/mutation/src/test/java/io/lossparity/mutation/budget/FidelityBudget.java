package io.lossparity.mutation.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.verdict.Verdict;
import io.lossparity.mutation.LossCases;
import io.lossparity.ports.lossparity.LossParityPort;
import io.lossparity.report.budget.Budget;
import io.lossparity.report.budget.BudgetFile;
import io.lossparity.report.budget.Excess;
import io.lossparity.report.budget.Fidelity;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossPort;
import java.nio.file.Path;
import java.util.List;

/**
 * The fidelity budget over all golden cases of one loss, as {@code lossparity gate} asks. A case that does not pass is
 * the golden cases' to tell: so no mutant is killed by both.
 */
abstract class FidelityBudget extends LossCases {
    private static final Budget BUDGET = read();

    /** Only forward and backward: the golden cases hold the other methods to the same bits. */
    @Override
    protected LossPort port(String loss) {
        return new LossParityPort();
    }

    @Override
    protected void failed(Verdict verdict) {}

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
