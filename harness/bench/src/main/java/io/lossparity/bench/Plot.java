package io.lossparity.bench;

import io.lossparity.bench.Measurement.Result;
import java.util.List;
import java.util.Locale;

/** The table as a picture: a dot for each ratio, on a logarithmic scale. */
final class Plot {
    private static final int LINE = 16;
    private static final int LEFT = 300;
    private static final int RIGHT = 620;
    private static final int LEGEND = 3; // names on a line
    private static final double LOWEST = 0.25;
    private static final double HIGHEST = 64;
    private static final List<String> COLOURS =
            List.of("#0b6", "#06c", "#c60", "#777", "#a0a", "#e33", "#0aa", "#960", "#339", "#9b0", "#f8a", "#000");

    private Plot() {}

    /** Returns the picture in SVG. */
    static String svg(String first, List<String> others, List<Result> results) {
        int top = 24 + LINE * ((others.size() + LEGEND - 1) / LEGEND);
        int height = top + LINE * (results.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
                        + " font-size='11'>%n<rect width='100%%' height='100%%' fill='white'/>%n",
                RIGHT + 20, height));
        text(svg, 10, 12, "how many times as long as " + first + " (dots at the edge: more)");
        for (int i = 0; i < others.size(); i++) {
            int x = 10 + 210 * (i % LEGEND);
            int y = 28 + LINE * (i / LEGEND);
            svg.append(String.format("<circle cx='%d' cy='%d' r='4' fill='%s'/>%n", x, y - 4, colour(i)));
            text(svg, x + 9, y, others.get(i));
        }
        for (double tick = LOWEST; tick <= HIGHEST; tick *= 2) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='%s'/>%n",
                    x(tick),
                    x(tick),
                    top,
                    height - LINE,
                    tick == 1 ? "#000" : "#ddd"));
            text(svg, (int) x(tick) - 6, height - 4, tick < 1 ? String.valueOf(tick) : String.valueOf((int) tick));
        }
        for (int line = 0; line < results.size(); line++) {
            Result result = results.get(line);
            Row row = result.row();
            int y = top + LINE * line + 12;
            text(svg, 4, y, row.loss() + " " + row.dtype() + " " + row.size());
            for (int i = 0; i < others.size(); i++) {
                double ratio = result.median(others.get(i)) / result.median(first);
                svg.append(String.format(
                        Locale.ROOT, "<circle cx='%.1f' cy='%d' r='4' fill='%s'/>%n", x(ratio), y - 4, colour(i)));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static double x(double ratio) {
        double place = Math.log(ratio / LOWEST) / Math.log(HIGHEST / LOWEST);
        return LEFT + Math.max(0, Math.min(1, place)) * (RIGHT - LEFT);
    }

    /** Returns the colour of the contender with a number. */
    static String colour(int i) {
        return COLOURS.get(i % COLOURS.size());
    }

    static void text(StringBuilder svg, int x, int y, String text) {
        svg.append(String.format("<text x='%d' y='%d'>%s</text>%n", x, y, text));
    }
}
