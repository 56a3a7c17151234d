package io.lossparity.kit.ports;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;

/**
 * What NLLLoss divides its mean by, and what a wrong port divides by instead.
 *
 * @param total the sum of the weights of the targets that count: PyTorch's divisor
 * @param counted the number of targets that count
 * @param all the number of targets, ignored ones included
 */
record NllWeights(double total, long counted, long all) {

    /** Returns whether the call is an NLLLoss whose result is divided. */
    static boolean divides(LossCall call) {
        Object sizeAverage = call.params().get("sizeAverage");
        Object reduce = call.params().get("reduce");
        boolean legacy = sizeAverage != null || reduce != null;
        boolean mean = legacy
                ? !Boolean.FALSE.equals(sizeAverage) && !Boolean.FALSE.equals(reduce)
                : call.params().getOrDefault("reduction", "mean").equals("mean");
        return call.loss().equals("NLLLoss") && mean;
    }

    /** Adds up the weights of the call's targets. */
    static NllWeights of(LossCall call) {
        long ignoreIndex = (Long) call.params().getOrDefault("ignoreIndex", -100L);
        double total = 0;
        long counted = 0;
        long[] targets = call.tensor("target").longs();
        for (long target : targets) {
            if (target != ignoreIndex) {
                total += weight(call, (int) target);
                counted++;
            }
        }
        return new NllWeights(total, counted, targets.length);
    }

    /** Returns the factor that turns the right mean into one divided by the count of targets that count. */
    double meanByCount() {
        return total / counted;
    }

    /** Returns the factor that turns the right mean into one that counts ignored targets with weight 1. */
    double ignoredCounted() {
        return total / (total + all - counted);
    }

    private static double weight(LossCall call, int target) {
        if (!(call.params().get("weight") instanceof TensorValue weight)) {
            return 1;
        }
        return weight.dtype() == DType.FLOAT64 ? weight.doubles()[target] : weight.floats()[target];
    }
}
