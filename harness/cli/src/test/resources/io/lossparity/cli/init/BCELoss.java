package com.acme.losses;

import com.acme.losses.adapter.Arithmetic;
import com.acme.losses.adapter.ElementwiseLoss;
import com.acme.losses.adapter.Parameters;
import com.acme.losses.adapter.Shapes;
import java.util.List;

/** A newcomer's loss whose arguments pair up in storage order, with one gradient. */
final class BCELoss extends ElementwiseLoss {
    private final boolean each;

    BCELoss(Parameters parameters) {
        super(parameters, Shapes.SAME_SIZE, "input", "target");
        weight(parameters.tensor("weight"));
        each = parameters.reduction(reductions()).equals("none");
    }

    @Override
    public List<String> differentiable() {
        return List.of("input");
    }

    @Override
    public double sum(double[] losses, Arithmetic arithmetic) {
        return arithmetic.sumInOrder(losses);
    }

    private static double log(double x) {
        return Math.log(x == 0 ? 1e-12 : x);
    }

    @Override
    protected double value(double[] v) {
        double x = v[0];
        double y = v[1];
        if (!(x >= 0 && x <= 1)) {
            throw new IllegalArgumentException("input must be in [0, 1], but was " + x);
        }
        return -v[2] * (y * log(x) + (1 - y) * log(1 - x)); // torch does not round before it sums
    }

    @Override
    protected double gradient(String argument, double[] v, double incoming) {
        double x = v[0];
        double y = v[1];
        double slope = -(y - x) / ((1 - x + 1e-12) * (x + 1e-12));
        return each ? r(r(slope) * v[2]) * incoming : r(slope * incoming) * v[2]; // torch weights the scaled gradient
    }
}
