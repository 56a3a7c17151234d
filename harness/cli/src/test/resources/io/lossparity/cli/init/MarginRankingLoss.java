package com.acme.losses;

import com.acme.losses.adapter.Arguments;
import com.acme.losses.adapter.ElementwiseLoss;
import com.acme.losses.adapter.Forward;
import com.acme.losses.adapter.Parameters;
import com.acme.losses.adapter.Shapes;
import java.util.List;

/** A newcomer's loss of three arguments with a parameter, all of which have gradients. */
final class MarginRankingLoss extends ElementwiseLoss {
    private final double margin;

    MarginRankingLoss(Parameters parameters) {
        super(parameters, Shapes.BROADCAST, "input1", "input2", "target");
        margin = parameters.number("margin", 0);
    }

    @Override
    public Forward forward(Arguments given) {
        for (String name : List.of("input1", "input2", "target")) {
            if (given.shape(name).length == 0) {
                throw new IllegalArgumentException(name + " must not be 0-d");
            }
        }
        return super.forward(given);
    }

    private double shortfall(double[] x) {
        return r(r(-x[2] * r(x[0] - x[1])) + margin);
    }

    @Override
    protected double value(double[] x) {
        return Math.max(0, shortfall(x));
    }

    @Override
    protected double gradient(String argument, double[] x, double incoming) {
        double passed = incoming * (shortfall(x) >= 0 ? 1 : 0);
        return switch (argument) {
            case "input1" -> -x[2] * passed;
            case "input2" -> x[2] * passed;
            default -> -r(x[0] - x[1]) * passed;
        };
    }
}
