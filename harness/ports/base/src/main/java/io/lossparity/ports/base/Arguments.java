package io.lossparity.ports.base;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters and inputs of one call, read by name and type.
 *
 * <p>After reading everything that the library's loss takes, an adapter checks for the rest, which the loss does not
 * know. A value whose type the library's signature cannot take is rejected with an {@link IllegalArgumentException}.
 */
public final class Arguments {
    private static final List<String> LEGACY_FLAGS = List.of("sizeAverage", "reduce");

    private final LossCall call;
    private final Set<String> parameters = new TreeSet<>();
    private final Set<String> inputs = new TreeSet<>();

    /** Reads the given call. */
    public Arguments(LossCall call) {
        this.call = call;
    }

    /** Returns a parameter that the library takes as a double; integers count as numbers. */
    public double real(String name, double otherwise) {
        if (!given(name)) {
            return otherwise;
        }
        if (call.params().get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrongParameter(name, "a number");
    }

    /** Returns a parameter that the library takes as a long. */
    public long integer(String name, long otherwise) {
        if (!given(name)) {
            return otherwise;
        }
        if (call.params().get(name) instanceof Long number) {
            return number;
        }
        throw wrongParameter(name, "an integer");
    }

    /** Returns a parameter that PyTorch takes as any number and the library as a long: 2.0 becomes 2. */
    public long wholeNumber(String name, long otherwise) {
        double number = real(name, (double) otherwise);
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return (long) number;
        }
        throw wrongParameter(name, "an integer");
    }

    /** Returns a parameter that the library takes as a boolean. */
    public boolean bool(String name, boolean otherwise) {
        if (!given(name)) {
            return otherwise;
        }
        if (call.params().get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrongParameter(name, "true or false");
    }

    /** Returns a parameter that the library takes as a tensor; empty if it is not given, or given as None. */
    public Optional<TensorValue> tensor(String name) {
        if (!given(name) || call.params().get(name) == null) {
            return Optional.empty();
        }
        if (call.params().get(name) instanceof TensorValue value) {
            return Optional.of(value);
        }
        throw wrongParameter(name, "a tensor");
    }

    /**
     * Returns the reduction, one of those that the library knows.
     *
     * @param library the library's name, for the reason why a legacy word is not supported
     * @param known the reductions that the library has for this loss
     * @throws AbsentException if one of the flags that PyTorch had before, or of the reductions that it has, is given
     */
    public String reduction(String library, Set<String> known) {
        refuseLegacyFlags(library);
        if (!given("reduction")) {
            return requireKnown("mean", library, known);
        }
        if (call.params().get("reduction") instanceof String name) {
            return requireKnown(name, library, known);
        }
        throw wrongParameter("reduction", "one of " + new TreeSet<>(known));
    }

    private String requireKnown(String name, String library, Set<String> known) {
        if (known.contains(name)) {
            return name;
        }
        boolean ofKlDiv = name.equals("batchmean") && call.loss().equals("KLDivLoss");
        if (ofKlDiv || Set.of("none", "mean", "sum", "elementwise_mean").contains(name)) {
            throw new AbsentException(library + "'s " + call.loss() + " has no reduction '" + name + "'");
        }
        throw wrongParameter("reduction", "one of " + new TreeSet<>(known));
    }

    private void refuseLegacyFlags(String library) {
        for (String flag : LEGACY_FLAGS) {
            if (call.params().get(flag) != null) {
                throw new AbsentException(library + " has no " + flag);
            }
            parameters.add(flag);
        }
    }

    /**
     * Declares that the library's loss lacks a parameter that PyTorch's has.
     *
     * @throws AbsentException if it is given, other than as None
     */
    public void requireAbsent(String library, String name) {
        if (given(name) && call.params().get(name) != null) {
            throw new AbsentException(library + "'s " + call.loss() + " has no " + name);
        }
    }

    /** Returns an input tensor. */
    public TensorValue input(String name) {
        inputs.add(name);
        return call.tensor(name);
    }

    /** Returns whether that input is a tuple of integers rather than a tensor. */
    public boolean isTuple(String name) {
        return call.inputs().get(name) instanceof long[];
    }

    /** Returns an input that is a tuple of integers. */
    public long[] tuple(String name) {
        inputs.add(name);
        if (call.inputs().get(name) instanceof long[] values) {
            return values.clone();
        }
        throw new IllegalArgumentException(call.loss() + ": " + name + " must be integers");
    }

    /** Checks that every parameter was read; others are unknown to the library. */
    public void requireParametersRead() {
        requireRead("parameter", call.params().keySet(), parameters);
    }

    /** Checks that every input was read; others are unknown to the library. */
    public void requireInputsRead() {
        requireRead("argument", call.inputs().keySet(), inputs);
    }

    private void requireRead(String kind, Set<String> given, Set<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(call.loss() + ": there is no " + kind + " " + name);
            }
        }
    }

    /** Returns whether a parameter is given, and counts it as read. */
    public boolean given(String name) {
        parameters.add(name);
        return call.params().containsKey(name);
    }

    private IllegalArgumentException wrongParameter(String name, String rule) {
        return new IllegalArgumentException(call.loss() + ": " + name + " must be " + rule + ", but was "
                + call.params().get(name));
    }
}
