package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.TensorLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The errors of one quantity in one element type, over all cases: what the plots show, in numbers.
 *
 * @param quantity {@code output}, or {@code grad.} and the argument
 * @param dtype the element type
 * @param cases the number of cases in which it was compared
 * @param values the number of their elements
 * @param bitEqual how many of these are the same to the bit
 * @param refused in how many of them it was not accepted
 * @param medianUlps the median of the cases' greatest errors in units in the last place
 * @param maxUlps the greatest of them; infinite if it can't be measured
 * @param allowedUlps what is allowed
 * @param medianUnits the median of the cases' greatest errors in units of their elements
 * @param maxUnits the greatest of them; infinite if it can't be measured
 * @param allowedUnits what is allowed
 */
public record Distribution(
        String quantity,
        String dtype,
        int cases,
        long values,
        long bitEqual,
        int refused,
        double medianUlps,
        double maxUlps,
        double allowedUlps,
        double medianUnits,
        double maxUnits,
        double allowedUnits) {

    static List<Distribution> of(List<CaseLine> lines) {
        Map<String, List<TensorLine>> groups = new TreeMap<>();
        for (CaseLine line : lines) {
            for (TensorLine tensor : line.tensors()) {
                boolean output = !tensor.name().startsWith("grad.");
                String key = (output ? "0 " : "1 ") + tensor.name() + " " + line.dtype();
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(tensor);
            }
        }
        return groups.entrySet().stream()
                .map(group -> of(group.getKey().substring(group.getKey().lastIndexOf(' ') + 1), group.getValue()))
                .toList();
    }

    private static Distribution of(String dtype, List<TensorLine> tensors) {
        double[] ulps = tensors.stream()
                .map(tensor -> TensorError.of(tensor))
                .mapToDouble(worst -> worst.ulps() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : worst.ulps())
                .sorted()
                .toArray();
        double[] units = tensors.stream()
                .mapToDouble(tensor -> TensorError.of(tensor).units())
                .sorted()
                .toArray();
        return new Distribution(
                tensors.get(0).name(),
                dtype,
                tensors.size(),
                tensors.stream().mapToLong(TensorLine::count).sum(),
                tensors.stream().mapToLong(TensorLine::bitEqual).sum(),
                (int) tensors.stream()
                        .filter(tensor -> tensor.mismatch() != null)
                        .count(),
                ulps[ulps.length / 2],
                last(ulps),
                tensors.stream()
                        .mapToDouble(tensor -> tensor.ulps().allowed())
                        .max()
                        .orElse(0),
                units[units.length / 2],
                last(units),
                tensors.stream()
                        .mapToDouble(tensor -> tensor.units().allowed())
                        .max()
                        .orElse(0));
    }

    private static double last(double[] sorted) {
        return Arrays.stream(sorted).max().orElse(0);
    }

    /** Spells an error of a distribution. */
    public static String text(double error) {
        return Double.isFinite(error) ? Numbers.distance(error) : TensorError.NOT_COMPARABLE;
    }
}
