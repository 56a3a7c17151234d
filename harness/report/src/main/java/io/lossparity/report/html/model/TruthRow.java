package io.lossparity.report.html.model;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.report.CaseLine;
import io.lossparity.kit.report.CaseLine.TensorLine;
import io.lossparity.kit.report.TruthLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How far one quantity in one element type is from the truth, over all cases.
 *
 * @param quantity {@code output}, or {@code grad.} and the argument
 * @param dtype the element type
 * @param cases the number of cases of which the truth is known
 * @param port the port's distances
 * @param torch PyTorch's distances
 * @param nearer the number of elements at which the port is nearer to the truth
 * @param farther the number of elements at which PyTorch is nearer
 * @param departing the number of cases in which PyTorch departs from the definition
 */
public record TruthRow(
        String quantity, String dtype, int cases, Side port, Side torch, long nearer, long farther, int departing) {

    /**
     * Greatest distances of the cases; infinite where a special value differs from the truth.
     *
     * @param maxScaled the greatest in units of the scale
     * @param medianUlps the median in units in the last place
     * @param maxUlps the greatest in units in the last place
     */
    public record Side(double maxScaled, double medianUlps, double maxUlps) {
        private static Side of(
                List<TruthLine> truths, Function<TruthLine, Double> scaled, Function<TruthLine, Double> ulps) {
            double[] sorted = truths.stream()
                    .mapToDouble(truth -> orInfinite(ulps.apply(truth)))
                    .sorted()
                    .toArray();
            double maxScaled = truths.stream()
                    .mapToDouble(truth -> orInfinite(scaled.apply(truth)))
                    .max()
                    .orElse(0);
            return new Side(maxScaled, sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }

        private static double orInfinite(Double distance) {
            return distance == null ? Double.POSITIVE_INFINITY : distance;
        }
    }

    /** Returns the rows, the outputs first. */
    static List<TruthRow> of(List<CaseLine> lines) {
        Map<String, List<TruthLine>> groups = new TreeMap<>();
        for (CaseLine line : lines) {
            for (TensorLine tensor : line.tensors()) {
                if (tensor.truth() != null) {
                    boolean output = tensor.name().equals(TensorComparison.OUTPUT);
                    String key = (output ? "0" : "1") + "\n" + tensor.name() + "\n" + line.dtype();
                    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(tensor.truth());
                }
            }
        }
        List<TruthRow> rows = new ArrayList<>();
        groups.forEach((key, truths) -> {
            String[] parts = key.split("\n", 3);
            rows.add(of(parts[1], parts[2], truths));
        });
        return rows;
    }

    private static TruthRow of(String quantity, String dtype, List<TruthLine> truths) {
        return new TruthRow(
                quantity,
                dtype,
                truths.size(),
                Side.of(truths, TruthLine::portMaxScaled, TruthLine::portMaxUlps),
                Side.of(truths, TruthLine::torchMaxScaled, TruthLine::torchMaxUlps),
                truths.stream()
                        .mapToLong(t -> t.nearer() == null ? 0 : t.nearer())
                        .sum(),
                truths.stream()
                        .mapToLong(t -> t.farther() == null ? 0 : t.farther())
                        .sum(),
                (int) truths.stream().filter(truth -> truth.departure() != null).count());
    }

    /** Returns whether this is about outputs rather than a gradient. */
    public boolean isOutput() {
        return quantity.equals(TensorComparison.OUTPUT);
    }
}
