package io.lossparity.render.html.model;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.verdict.LossTotals.Worst;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportTotals;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one port does on one loss: a cell of the overview.
 *
 * @param loss the loss
 * @param page the loss's page, relative to the overview
 * @param cases the number of cases
 * @param counts the number of cases per verdict
 * @param expected how many failed as expected, per class: will-not-fix, to-fix
 * @param values the number of elements compared
 * @param bitEqual how many of them are the same to the bit
 * @param output the worst errors of an output
 * @param gradient the worst errors of a gradient
 */
public record PortLoss(
        String loss,
        String page,
        int cases,
        Map<Mark, Integer> counts,
        Map<String, Integer> expected,
        long values,
        long bitEqual,
        Worst output,
        Worst gradient) {
    /** Copies the counts. */
    public PortLoss {
        counts = Map.copyOf(counts);
        expected = Collections.unmodifiableMap(new TreeMap<>(expected));
    }

    static PortLoss of(String loss, String page, List<CaseLine> lines) {
        Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
        Map<String, Integer> expected = new TreeMap<>();
        long values = 0;
        long bitEqual = 0;
        Worst output = Worst.NONE;
        Worst gradient = Worst.NONE;
        for (CaseLine line : lines) {
            counts.merge(Mark.of(line.verdict()), 1, Integer::sum);
            if (line.failedAsExpected()) {
                expected.merge(line.expectation().kind(), 1, Integer::sum);
            }
            for (CaseLine.TensorLine tensor : line.tensors()) {
                values += tensor.count();
                bitEqual += tensor.bitEqual();
                if (tensor.name().equals(TensorComparison.OUTPUT)) {
                    output = output.with(ReportTotals.quantity(tensor), line.id());
                } else {
                    gradient = gradient.with(ReportTotals.quantity(tensor), line.id());
                }
            }
        }
        return new PortLoss(loss, page, lines.size(), counts, expected, values, bitEqual, output, gradient);
    }

    /** Returns the number of cases with a verdict. */
    public int count(Mark mark) {
        return counts.getOrDefault(mark, 0);
    }

    /** Returns the verdict that stands for all: the worst that occurs. */
    public Mark mark() {
        return counts.keySet().stream().max(Enum::compareTo).orElse(Mark.OTHER);
    }

    /** Returns the verdicts in words, for example {@code 12 failed, 3 errored}. */
    public String words() {
        if (counts.size() == 1) {
            return "all " + mark().word();
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey() != Mark.PASSED)
                .sorted(Map.Entry.<Mark, Integer>comparingByKey().reversed())
                .map(entry ->
                        Numbers.count(entry.getValue()) + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
    }

    /** Returns how many cases neither passed nor are unsupported. */
    private int wrong() {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().harmless())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Returns how many of those were expected, for example {@code 3 of 5 expected: 2 to-fix, 1 will-not-fix}. */
    public String expectedWords() {
        return expectedWords(expected, wrong());
    }

    /**
     * Returns how many of some cases failed as expected; empty if none did.
     *
     * @param expected how many did, per class
     * @param wrong how many failed at all
     */
    static String expectedWords(Map<String, Integer> expected, int wrong) {
        int met = expected.values().stream().mapToInt(Integer::intValue).sum();
        if (met == 0) {
            return "";
        }
        String classes = expected.entrySet().stream()
                .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        if (met < wrong) {
            return Numbers.count(met) + " of " + Numbers.count(wrong) + " expected: " + classes;
        }
        return expected.size() > 1
                ? "all " + Numbers.count(met) + " expected: " + classes
                : met == 1 ? classes : "all " + classes;
    }

    /** Returns the share of elements that are the same to the bit. */
    public String bitEqualShare() {
        return Numbers.percent(bitEqual, values);
    }

    /** Returns what stands for worst errors where there is none. */
    public String noError() {
        return values == 0 ? "\u2013" : "exact";
    }
}
