package com.acme.losses;

import com.acme.losses.adapter.Arguments;
import com.acme.losses.adapter.ElementwiseLoss;
import com.acme.losses.adapter.Parameters;
import com.acme.losses.adapter.Shapes;
import java.util.Set;

/** A newcomer's loss with a reduction of its own, whose backward does not broadcast. */
final class KLDivLoss extends ElementwiseLoss {

    KLDivLoss(Parameters parameters) {
        super(parameters, Shapes.BROADCAST_FORWARD, "input", "target");
    }

    @Override
    public Set<String> reductions() {
        return Set.of("none", "mean", "sum", "batchmean", "elementwise_mean");
    }

    @Override
    protected double divisor(String reduction, int size, Arguments given) {
        int[] shape = given.shape("input");
        boolean batch = reduction.equals("batchmean") && shape.length > 0;
        return batch ? shape[0] : super.divisor(reduction, size, given);
    }

    @Override
    protected boolean dividesMeanLast() {
        return true;
    }

    @Override
    protected double value(double[] v) {
        return v[1] > 0 ? r(v[1] * r(r(Math.log(v[1])) - v[0])) : 0;
    }

    @Override
    protected double gradient(String argument, double[] v, double incoming) {
        double y = v[1];
        if (argument.equals("input")) {
            return y > 0 ? -y * incoming : 0;
        }
        return y == 0 ? 0 : r(r(r(Math.log(y)) + 1) - v[0]) * incoming;
    }
}
