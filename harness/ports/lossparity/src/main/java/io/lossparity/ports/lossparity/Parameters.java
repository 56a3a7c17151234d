package io.lossparity.ports.lossparity;

import io.lossparity.losses.LegacyFlags;
import io.lossparity.losses.Loss;
import io.lossparity.losses.Reduction;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import io.lossparity.tensor.FloatTensor;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of one call, read by name and type.
 *
 * <p>After reading all parameters of a loss, an adapter calls {@link #requireAllRead}: the others are unknown to the
 * loss.
 */
final class Parameters {
    private final LossCall call;
    private final Set<String> read = new TreeSet<>();

    Parameters(LossCall call) {
        this.call = call;
    }

    /**
     * Returns a number as a double; integers count as numbers, and so do true and false, as 1 and 0.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    double real(String name, double otherwise) {
        if (!given(name)) {
            return otherwise;
        }
        if (call.params().get(name) instanceof Number number) {
            return number.doubleValue();
        }
        if (call.params().get(name) instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        throw inexpressibleOrWrong(name, "a number", isScalar(name));
    }

    /**
     * Returns a number of any type whose value must be an integer.
     *
     * @throws IllegalArgumentException if its value is not an integer
     */
    int whole(String name, int otherwise) {
        double value = real(name, otherwise);
        if (value != (int) value) {
            throw wrongType(name, "a whole number");
        }
        return (int) value;
    }

    /**
     * Returns an integer.
     *
     * @throws IllegalArgumentException if it is not an integer
     */
    long integer(String name, long otherwise) {
        if (!given(name)) {
            return otherwise;
        }
        if (call.params().get(name) instanceof Long number) {
            return number;
        }
        throw inexpressibleOrWrong(
                name,
                "an integer",
                isScalar(name)
                        && !tensorAt(name).dtype().isFloating()
                        && tensorAt(name).dtype() != DType.BOOL);
    }

    /**
     * Returns a boolean.
     *
     * @throws IllegalArgumentException if it is not a boolean
     */
    boolean bool(String name, boolean otherwise) {
        if (!given(name)) {
            return otherwise;
        }
        if (call.params().get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrongType(name, "true or false");
    }

    /**
     * Returns a tensor; null if it is not given, or given as None.
     *
     * @throws IllegalArgumentException if it is not a float32 or float64 tensor
     */
    FloatTensor tensor(String name) {
        if (!given(name) || call.params().get(name) == null) {
            return null;
        }
        if (call.params().get(name) instanceof TensorValue value) {
            return Tensors.floats(call.loss() + ": " + name, value);
        }
        throw wrongType(name, "a tensor");
    }

    /**
     * Returns the reduction with the given name; {@code elementwise_mean} is PyTorch's former name of the mean.
     *
     * @throws IllegalArgumentException if there is none with this name
     */
    Reduction reduction(Reduction otherwise) {
        return "elementwise_mean".equals(call.params().get("reduction")) && given("reduction")
                ? Reduction.MEAN
                : exactReduction(otherwise);
    }

    /** Returns the loss with the reduction that {@code reduction}, {@code sizeAverage} and {@code reduce} mean. */
    <L extends Loss & LegacyFlags<L>> L reduced(L loss) {
        return flagged(hasLegacyFlags() ? unchecked(loss) : loss.withReduction(reduction(loss.reduction())));
    }

    /** Like {@link #reduced}, for the losses that do not know {@code elementwise_mean}. */
    <L extends Loss & LegacyFlags<L>> L reducedExactly(L loss) {
        return flagged(hasLegacyFlags() ? unchecked(loss) : loss.withReduction(exactReduction(loss.reduction())));
    }

    /**
     * Like {@link #reduced}, for the losses whose reduction PyTorch does not check if the target requires a gradient.
     *
     * @throws InexpressibleException if the word is not none, mean or sum, and PyTorch computes the sum
     */
    <L extends Loss & LegacyFlags<L>> L reducedUnchecked(L loss) {
        if (call.requiresGrad().contains("target") && given("reduction") && !hasLegacyFlags()) {
            Object word = call.params().get("reduction");
            if (!(word instanceof String name && isElementwise(name))) {
                throw new InexpressibleException(call.loss() + ": reduction must be none, mean or sum, but was " + word
                        + ", which means the sum where the target requires a gradient");
            }
        }
        return reduced(loss);
    }

    /**
     * Checks that all parameters were read.
     *
     * @throws IllegalArgumentException if some were not
     */
    void requireAllRead() {
        for (String name : call.params().keySet()) {
            if (!read.contains(name)) {
                throw new IllegalArgumentException(call.loss() + ": there is no parameter " + name + " (parameters: "
                        + String.join(", ", read) + ")");
            }
        }
    }

    private Reduction exactReduction(Reduction otherwise) {
        if (!given("reduction")) {
            return otherwise;
        }
        if (call.params().get("reduction") instanceof String name) {
            try {
                return Reduction.of(name);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(call.loss() + ": " + name + " is not a reduction", e);
            }
        }
        throw wrongType("reduction", "a string");
    }

    private <L extends Loss & LegacyFlags<L>> L flagged(L loss) {
        return loss.withLegacyFlags(flag("sizeAverage"), flag("reduce"));
    }

    /** Returns the loss with the given reduction, if it exists; with a flag, PyTorch does not even check it. */
    private <L extends Loss & LegacyFlags<L>> L unchecked(L loss) {
        read.add("reduction");
        return call.params().get("reduction") instanceof String name && isElementwise(name)
                ? loss.withReduction(Reduction.of(name))
                : loss;
    }

    private static boolean isElementwise(String name) {
        return Set.of("none", "mean", "sum").contains(name);
    }

    private boolean hasLegacyFlags() {
        Boolean sizeAverage = flag("sizeAverage");
        Boolean reduce = flag("reduce");
        return sizeAverage != null || reduce != null;
    }

    /** Returns whether Python takes a legacy flag's value for true; null if it is not given, or None. */
    private Boolean flag(String name) {
        if (!given(name) || call.params().get(name) == null) {
            return null;
        }
        Object value = call.params().get(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        throw inexpressibleOrWrong(
                name, "true or false", tensorAt(name) != null && tensorAt(name).size() <= 1);
    }

    /** Returns whether a parameter is given, and counts it as read. */
    private boolean given(String name) {
        read.add(name);
        return call.params().containsKey(name);
    }

    private boolean isScalar(String name) {
        return tensorAt(name) != null && tensorAt(name).shape().length == 0;
    }

    private TensorValue tensorAt(String name) {
        return call.params().get(name) instanceof TensorValue value ? value : null;
    }

    /** Returns the exception for a value of another type; PyTorch takes a tensor of one element as a number. */
    private RuntimeException inexpressibleOrWrong(String name, String rule, boolean taken) {
        return taken
                ? new InexpressibleException(call.loss() + ": " + name + " must be " + rule + ", but was a tensor")
                : wrongType(name, rule);
    }

    private IllegalArgumentException wrongType(String name, String rule) {
        return new IllegalArgumentException(call.loss() + ": " + name + " must be " + rule + ", but was "
                + call.params().get(name));
    }
}
