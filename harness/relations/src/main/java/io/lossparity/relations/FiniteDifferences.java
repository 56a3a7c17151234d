package io.lossparity.relations;

import io.lossparity.relations.Recipe.Grain;
import io.lossparity.relations.Subject.Size;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the gradient with central differences of the loss, in float64.
 *
 * <p>For F = sum of w_j l_j and a direction v of ones and minus ones, {@code D(h) = (F(x + h v) - F(x - h v)) / 2h}
 * is {@code g.v + a h^2 + b h^4}. Richardson's {@code (4 D(h/2) - D(h)) / 3} is off by {@code -b h^4 / 4}; as {@code
 * D(h) - D(h/2)} is {@code 3/4 a h^2}, that is a share of {@code (b/a) h^2 / 3} of it. With h = 2^-13 the allowed
 * share, 2^-8, is reached only by a loss whose fifth derivative is 10^6 times its third. To this come the roundings:
 * each l_j is off by at most k u M, which h/2 magnifies; the arguments' own are {@code u |x|} each.
 */
final class FiniteDifferences {
    /** The step. */
    static final double STEP = 0x1p-13;

    private static final double SHARE = 0x1p-8;
    private static final int COORDINATES = 2;

    private FiniteDifferences() {}

    static List<Relation> all() {
        return List.of(Relation.of(
                        "finite-differences",
                        "g.v = (F(x + h v) - F(x - h v)) / 2h, F = w_1 l_1 + ... + w_n l_n",
                        FiniteDifferences::check)
                .on(Grain.SMOOTH)
                .upTo(Size.SMALL)
                .in(DType.FLOAT64));
    }

    private static void check(Probe probe) {
        TensorValue weights = probe.gradOutput();
        // arguments draw their directions in the order of their names; the committed draws depend on this order
        for (String name : new TreeSet<>(probe.anyDifferentiable())) {
            TensorValue grad = probe.gradients(probe.sample(), "none", Set.of(name), weights)
                    .get(name);
            double[] everywhere = new double[grad.size()];
            for (int i = 0; i < everywhere.length; i++) {
                everywhere[i] = probe.draw().sign();
            }
            compare(probe, name, "along a random direction", grad, weights, everywhere);
            for (int c = 0; c < COORDINATES; c++) {
                int place = probe.draw().between(0, grad.size() - 1);
                double[] one = new double[grad.size()];
                one[place] = 1;
                String where = "at index " + Arrays.toString(Side.of("", grad).index(place));
                compare(probe, name, where, grad, weights, one);
            }
        }
    }

    private static void compare(
            Probe probe, String name, String where, TensorValue grad, TensorValue weights, double[] direction) {
        double[] w = weights.toDoubles();
        double coarse = difference(probe, name, w, direction, STEP);
        double fine = difference(probe, name, w, direction, STEP / 2);
        double extrapolated = (4 * fine - coarse) / 3;
        double moved = Values.sumOfMagnitudes(direction);
        double loss = 2 * probe.rounding() * Values.sumOfMagnitudes(w);
        double argument = 2
                * probe.unit()
                * (probe.sample().greatest(name) + 1)
                * moved
                * probe.subject().slope(probe.sample())
                * Values.greatest(w);
        double gradient = probe.gradientRounding() * Values.greatest(w) * moved;
        probe.same(
                Side.of("the gradient of " + name + " " + where, Values.dot(grad.toDoubles(), direction)),
                Side.of("the central difference", extrapolated),
                SHARE * Math.abs(coarse - fine) + 2 * (loss + argument) / STEP + gradient);
    }

    private static double difference(Probe probe, String name, double[] w, double[] direction, double step) {
        double[] ahead = probe.none(moved(probe, name, direction, step));
        double[] behind = probe.none(moved(probe, name, direction, -step));
        return Values.dot(w, Values.zip(ahead, behind, (a, b) -> a - b)) / (2 * step);
    }

    private static Sample moved(Probe probe, String name, double[] direction, double step) {
        double[] values = Values.zip(probe.sample().values(name), direction, (x, v) -> x + step * v);
        return probe.subject().moved(probe.sample(), name, values);
    }
}
