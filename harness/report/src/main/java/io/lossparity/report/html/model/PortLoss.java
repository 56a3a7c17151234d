package io.lossparity.report.html.model;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.report.CaseLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How one port does on one loss: a cell of the overview.
 *
 * @param loss the loss
 * @param page the loss's page, relative to the overview
 * @param cases the number of cases
 * @param counts the number of cases per verdict
 * @param values the number of elements compared
 * @param bitEqual how many of them are the same to the bit
 * @param output the worst output
 * @param gradient the worst gradient
 */
public record PortLoss(
        String loss,
        String page,
        int cases,
        Map<Mark, Integer> counts,
        long values,
        long bitEqual,
        Worst output,
        Worst gradient) {
    /** Copies the counts. */
    public PortLoss {
        counts = Map.copyOf(counts);
    }

    static PortLoss of(String loss, String page, List<CaseLine> lines) {
        Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
        long values = 0;
        long bitEqual = 0;
        Worst output = Worst.NOTHING;
        Worst gradient = Worst.NOTHING;
        for (CaseLine line : lines) {
            counts.merge(Mark.of(line.verdict()), 1, Integer::sum);
            for (CaseLine.TensorLine tensor : line.tensors()) {
                values += tensor.count();
                bitEqual += tensor.bitEqual();
                Worst worst = Worst.of(line, tensor);
                if (tensor.name().equals(TensorComparison.OUTPUT)) {
                    output = worst.or(output);
                } else {
                    gradient = worst.or(gradient);
                }
            }
        }
        return new PortLoss(loss, page, lines.size(), counts, values, bitEqual, output, gradient);
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

    /** Returns the share of elements that are the same to the bit. */
    public String bitEqualShare() {
        return Numbers.percent(bitEqual, values);
    }
}
