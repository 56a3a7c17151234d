package io.lossparity.render.html.model;

import io.lossparity.render.CaseDetail;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.TensorLine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One of the cases with the greatest errors.
 *
 * @param rank its place, from 1
 * @param line the case
 * @param detail its calls and values, if they are known
 */
public record WorstCase(int rank, CaseLine line, Optional<CaseDetail> detail) {
    /** How many are shown. */
    public static final int COUNT = 10;

    private static final Comparator<CaseLine> WORST_FIRST = Comparator.comparing(
                    (CaseLine line) -> !line.verdict().wrong())
            .thenComparing(CaseLine::failedAsExpected)
            .thenComparing(Comparator.comparingDouble(WorstCase::excess).reversed())
            .thenComparingInt(
                    line -> line.tensors().stream().mapToInt(TensorLine::count).sum());

    /** Returns the worst cases: those that did not pass, the unexpected ones first, then by error in units of what is allowed. */
    public static List<CaseLine> among(List<CaseLine> lines) {
        return lines.stream()
                .filter(line -> line.verdict().wrong() || excess(line) > 0)
                .sorted(WORST_FIRST)
                .limit(COUNT)
                .toList();
    }

    /** Returns the verdict. */
    public Mark mark() {
        return Mark.of(line.verdict());
    }

    /** Returns the mark of an expected failure; empty if the case was not expected to fail. */
    public Optional<ExpectedMark> expected() {
        return ExpectedMark.of(line);
    }

    /** Returns the first line of the message, or the greatest error if there is none. */
    public String problem() {
        return Findings.firstLine(line);
    }

    /** Returns the id without the parts of the loss and the element type. */
    public String shortId() {
        String prefix = line.loss() + "/";
        return line.id().startsWith(prefix) ? line.id().substring(prefix.length()) : line.id();
    }

    /** Returns the error of a tensor in words. */
    public static String error(TensorLine tensor) {
        return TensorError.of(tensor).text();
    }

    private static double excess(CaseLine line) {
        return line.tensors().stream()
                .mapToDouble(tensor -> {
                    TensorError worst = TensorError.of(tensor);
                    double byUnits = worst.units() / Math.max(tensor.units().allowed(), 0.5);
                    double byUlps = (double) worst.ulps()
                            / Math.max((double) tensor.ulps().allowed(), 0.5);
                    return worst.accepted() ? Math.min(byUnits, byUlps) : Math.max(byUnits, byUlps);
                })
                .max()
                .orElse(0);
    }
}
