package com.acme.losses;

import com.acme.losses.adapter.ElementwiseLoss;
import com.acme.losses.adapter.Parameters;
import com.acme.losses.adapter.Shapes;

/** A newcomer's loss with two weights, of equal shapes. */
final class BCEWithLogitsLoss extends ElementwiseLoss {
    private final boolean hasPosWeight;

    BCEWithLogitsLoss(Parameters parameters) {
        super(parameters, Shapes.EQUAL, "input", "target");
        weight(parameters.tensor("weight"));
        weight(parameters.tensor("posWeight"));
        hasPosWeight = parameters.tensor("posWeight").isPresent();
    }

    @Override
    protected double value(double[] v) {
        double x = v[0];
        double y = v[1];
        double m = Math.max(-x, 0);
        double log = r(Math.log(r(r(Math.exp(-m)) + r(Math.exp(r(-x - m))))));
        double outside = r(r(1 - y) * x);
        double loss = hasPosWeight
                ? r(outside + r(r(r(r(v[3] - 1) * y) + 1) * r(log + m)))
                : r(r(outside + m) + log);
        return r(loss * v[2]);
    }

    @Override
    protected double gradient(String argument, double[] v, double incoming) {
        double x = v[0];
        double y = v[1];
        double p = v[3];
        double s = r(1 / r(1 + r(Math.exp(-x))));
        double slope;
        if (argument.equals("input")) {
            slope = hasPosWeight ? r(r(r(r(r(p * y) + 1) - y) * s) - r(p * y)) : r(s - y);
        } else {
            slope = hasPosWeight ? r(r(Math.log(r(1 - s))) - r(p * r(Math.log(s)))) : -x;
        }
        return r(slope * incoming) * v[2];
    }

    @Override
    protected boolean dividesMeanLast() {
        return true;
    }
}
