package io.lossparity.bench;

import io.lossparity.bench.Measurement.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A picture for each loss: nanoseconds per element over the number of elements, both on logarithmic scales. */
final class GrowthPlot {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 190;
    private static final int ACROSS = 3;
    private static final int TOP = 44;
    private static final int LEFT = 40;
    private static final int INNER_WIDTH = WIDTH - LEFT - 16;
    private static final int INNER_HEIGHT = HEIGHT - 54;
    private static final int DECADES = 5; // 100 to 10 million elements
    private static final List<String> COLOURS =
            List.of("#0b6", "#06c", "#c60", "#777", "#a0a", "#e33", "#0aa", "#960", "#339", "#9b0", "#f8a", "#000");

    private final List<String> names;
    private final StringBuilder svg = new StringBuilder();

    private GrowthPlot(List<String> names) {
        this.names = names;
    }

    /** Returns the pictures in SVG, with a line for each contender. */
    static String svg(String first, List<String> others, List<Result> results) {
        List<String> names = new ArrayList<>(List.of(first));
        names.addAll(others);
        Map<String, List<Result>> losses = results.stream()
                .collect(Collectors.groupingBy(result -> result.row().loss(), LinkedHashMap::new, Collectors.toList()));
        return new GrowthPlot(names).draw(losses);
    }

    private String draw(Map<String, List<Result>> losses) {
        svg.append(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
                        + " font-size='11'>%n<rect width='100%%' height='100%%' fill='white'/>%n",
                WIDTH * ACROSS, TOP + HEIGHT * ((losses.size() + ACROSS - 1) / ACROSS)));
        text(10, 18, "nanoseconds per element, over the number of elements");
        for (int i = 0; i < names.size(); i++) {
            int x = 14 + 170 * i;
            svg.append(String.format("<circle cx='%d' cy='30' r='4' fill='%s'/>%n", x, colour(i)));
            text(x + 8, 34, names.get(i));
        }
        int place = 0;
        for (Map.Entry<String, List<Result>> loss : losses.entrySet()) {
            panel(place % ACROSS * WIDTH + LEFT, TOP + place / ACROSS * HEIGHT + 24, loss.getKey(), loss.getValue());
            place++;
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(int left, int top, String loss, List<Result> results) {
        double[] all = results.stream()
                .flatMap(result -> names.stream().map(name -> perElement(result, name)))
                .mapToDouble(Math::log10)
                .toArray();
        int lowest = (int) Math.floor(Arrays.stream(all).min().orElseThrow());
        int highest =
                (int) Math.max(lowest + 1, Math.ceil(Arrays.stream(all).max().orElseThrow()));
        text(left, top - 6, loss);
        for (int power = lowest; power <= highest; power++) {
            int y = (int) y(top, Math.pow(10, power), lowest, highest);
            line(left, y, left + INNER_WIDTH, y);
            text(left - 34, y + 4, "1e" + power);
        }
        for (int decade = 0; decade <= DECADES; decade++) {
            int x = left + decade * INNER_WIDTH / DECADES;
            line(x, top, x, top + INNER_HEIGHT);
            text(x - 8, top + INNER_HEIGHT + 14, "1e" + (decade + 2));
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String points = results.stream()
                    .map(result -> String.format(
                            Locale.ROOT,
                            "%.1f,%.1f",
                            left + (Math.log10((double) result.row().elements()) - 2) * INNER_WIDTH / DECADES,
                            y(top, perElement(result, name), lowest, highest)))
                    .collect(Collectors.joining(" "));
            svg.append(String.format(
                    "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>%n", points, colour(i)));
        }
    }

    private static double y(int top, double value, int lowest, int highest) {
        return top + INNER_HEIGHT * (highest - Math.log10(value)) / (highest - lowest);
    }

    private void line(int x1, int y1, int x2, int y2) {
        svg.append(String.format("<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#ddd'/>%n", x1, y1, x2, y2));
    }

    private void text(int x, int y, String text) {
        svg.append(String.format("<text x='%d' y='%d'>%s</text>%n", x, y, text));
    }

    /** Returns the colour of the contender with a number. */
    private static String colour(int i) {
        return COLOURS.get(i % COLOURS.size());
    }

    private static double perElement(Result result, String name) {
        return result.median(name) / result.row().elements();
    }
}
