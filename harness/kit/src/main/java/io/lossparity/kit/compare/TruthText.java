package io.lossparity.kit.compare;

import io.lossparity.kit.compare.TruthComparison.Distance;
import io.lossparity.kit.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Writes how far the port and PyTorch are from the truth. */
public final class TruthText {
    private TruthText() {}

    /** Returns for example {@code the port is 0.6 ulp off, PyTorch 2.1}. */
    public static String ulps(double port, double torch) {
        return isNumber(torch) && isNumber(port)
                ? "the port is " + Numbers.ulps(port) + " ulp off, PyTorch " + Numbers.ulps(torch)
                : "the port is " + off(port) + ", PyTorch is " + off(torch);
    }

    /** Returns lines with a tensor's greatest distances and the side that causes the difference. */
    public static List<String> lines(TruthComparison truth) {
        List<String> lines = new ArrayList<>();
        lines.add("truth, at the worst elements: " + both(truth.port(), truth.torch()));
        truth.departure().ifPresent(departure -> {
            departure
                    .reasons()
                    .forEach(reason -> lines.add("PyTorch departs from the definition by design, " + reason + ": "
                            + Departures.explain(reason)));
            lines.add("definition, at the worst elements: " + both(departure.port(), departure.torch()));
        });
        truth.attribution().ifPresent(attribution -> lines.add("verdict: " + attribution.words()));
        return lines;
    }

    private static String both(Distance port, Distance torch) {
        return ulps(port.maxUlps(), torch.maxUlps()) + " (" + Numbers.distance(port.maxUnits()) + " and "
                + Numbers.distance(torch.maxUnits()) + " units)";
    }

    private static String off(double ulps) {
        return isNumber(ulps) ? Numbers.ulps(ulps) + " ulp off" : "not comparable with it";
    }

    private static boolean isNumber(double ulps) {
        return ulps < Double.POSITIVE_INFINITY;
    }
}
