package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.text.Plural;
import io.lossparity.report.stream.TensorLine;
import io.lossparity.report.stream.TensorLine.ElementLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Describes how wrong tensors differ from the expected ones: by a constant factor, by a special value, or otherwise.
 */
final class FailureSymptoms {
    /** Two quotients that differ by less count as the same; float32 cases carry no more digits. */
    private static final double SAME = 1e-4;

    private static final double MOST = 0.6;

    private FailureSymptoms() {}

    static List<String> of(List<TensorLine> tensors) {
        List<ElementLine> elements = tensors.stream()
                .map(tensor -> tensor.units().greatest())
                .filter(Objects::nonNull)
                .toList();
        List<String> symptoms = new ArrayList<>();
        specials(elements, symptoms);
        factor(elements, symptoms);
        return symptoms;
    }

    private static void specials(List<ElementLine> elements, List<String> symptoms) {
        Map<String, Integer> pairs = new LinkedHashMap<>();
        for (ElementLine element : elements) {
            boolean special =
                    !Double.isFinite(number(element.expected())) || !Double.isFinite(number(element.actual()));
            if (special) {
                pairs.merge(
                        "expected " + word(element.expected()) + ", actual " + word(element.actual()), 1, Integer::sum);
            }
        }
        pairs.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(3)
                .forEach(pair -> symptoms.add(pair.getKey() + " (" + Plural.of(pair.getValue(), "case") + ")"));
    }

    private static void factor(List<ElementLine> elements, List<String> symptoms) {
        double[] quotients = elements.stream()
                .filter(element -> number(element.expected()) != 0)
                .mapToDouble(element -> number(element.actual()) / number(element.expected()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (quotients.length == 0) {
            return;
        }
        boolean rounding = Arrays.stream(quotients).allMatch(quotient -> Math.abs(quotient - 1) <= SAME);
        if (rounding) {
            long most = elements.stream()
                    .mapToLong(ElementLine::ulps)
                    .filter(ulps -> ulps < Long.MAX_VALUE)
                    .max()
                    .orElse(0);
            symptoms.add("small differences only: at most " + Numbers.distance(most)
                    + " ulp at the greatest error, as from rounding or another order of operations");
            return;
        }
        double median = quotients[quotients.length / 2];
        long same = Arrays.stream(quotients)
                .filter(quotient -> Math.abs(quotient - median) <= SAME * Math.abs(median))
                .count();
        if (same >= MOST * quotients.length && Math.abs(median - 1) > SAME) {
            String meaning = meaning(median);
            symptoms.add("at the greatest error, actual / expected is " + Numbers.number(median) + meaning + " in "
                    + same + " of " + quotients.length + " cases");
        } else if (quotients.length > 1) {
            symptoms.add("at the greatest error, actual / expected lies between " + Numbers.number(quotients[0])
                    + " and " + Numbers.number(quotients[quotients.length - 1]) + " (median " + Numbers.number(median)
                    + ")");
        }
    }

    private static String meaning(double factor) {
        if (Math.abs(factor - 2) <= 2 * SAME) {
            return " (doubled)";
        }
        if (Math.abs(factor - 0.5) <= SAME) {
            return " (halved)";
        }
        if (Math.abs(factor + 1) <= SAME) {
            return " (the sign is flipped)";
        }
        return factor == 0 ? " (zero)" : "";
    }

    private static String word(String value) {
        double number = number(value);
        return !Double.isFinite(number) || number == 0 ? value : "a finite value";
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
