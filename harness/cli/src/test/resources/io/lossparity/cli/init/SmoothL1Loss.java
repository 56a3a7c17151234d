package com.acme.losses;

import com.acme.losses.adapter.ElementwiseLoss;
import com.acme.losses.adapter.Parameters;
import com.acme.losses.adapter.Shapes;

/** A newcomer's loss that PyTorch differentiates in another way where the target requires a gradient, too. */
final class SmoothL1Loss extends ElementwiseLoss {
    private final boolean both;

    SmoothL1Loss(Parameters parameters) {
        super(parameters, Shapes.BROADCAST, "input", "target");
        both = parameters.requiresGradient("target");
    }

    @Override
    protected double value(double[] x) {
        double distance = Math.abs(r(x[0] - x[1]));
        return distance < 1 ? r(0.5 * r(distance * distance)) : r(distance - 0.5);
    }

    @Override
    protected double gradient(String argument, double[] x, double incoming) {
        double d = r(x[0] - x[1]);
        double distance = Math.abs(d);
        double slope;
        if (both) { // torch.where masks each branch, then multiplies
            double near = distance < 1 ? incoming : 0;
            double far = distance < 1 ? 0 : incoming;
            slope = r(r(near * distance) + far) * Math.signum(d);
        } else {
            slope = Double.isNaN(d) ? d : distance < 1 ? d * incoming : Math.signum(d) * incoming;
        }
        return argument.equals("input") ? slope : -slope;
    }
}
