package io.lossparity.mutants.formula;

import io.lossparity.mutants.Reductions;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A call as a formula sees it: parameters, tensors of numbers that remember gradients, and the mistakes to make. */
public final class Question {
    private final LossCall call;
    private final List<Mistake> mistakes;
    private final Tape tape;
    private final Map<String, List<Var>> leaves = new LinkedHashMap<>();

    Question(LossCall call, List<Mistake> mistakes, Manner manner) {
        this.call = call;
        this.mistakes = mistakes;
        this.tape = new Tape(call.dtype() == DType.FLOAT32, manner, mistakes);
    }

    /** Returns the mistake of that kind that is to be made, if there is one. */
    public <M extends Mistake> Optional<M> mistake(Class<M> kind) {
        for (Mistake mistake : mistakes) {
            if (kind.isInstance(mistake)) {
                return Optional.of(kind.cast(mistake));
            }
        }
        return Optional.empty();
    }

    /** Returns whether that mistake is to be made. */
    public boolean has(Mistake candidate) {
        return mistakes.contains(candidate);
    }

    /** Returns -1 if that mistake is to be made, else 1. */
    public int sign(Mistake candidate) {
        return has(candidate) ? -1 : 1;
    }

    /** Returns the constant's value, wrong if that is the mistake to be made. */
    public double of(Constant constant) {
        for (Mistake mistake : mistakes) {
            if (mistake instanceof Constant.Variant variant && variant.constant() == constant) {
                return variant.value();
            }
        }
        return constant.right();
    }

    /** Returns whether the relation holds; it, or what is compared with, is another one if that is the mistake. */
    public boolean test(Comparison comparison, double left, double right) {
        Comparison.Relation relation = comparison.right();
        double moved = 0;
        for (Mistake mistake : mistakes) {
            if (mistake instanceof Comparison.Variant variant && variant.comparison() == comparison) {
                relation = variant.relation();
            } else if (mistake instanceof Comparison.Moved other && other.comparison() == comparison) {
                moved = other.by();
            }
        }
        return relation.holds(left, right + moved);
    }

    /** Returns where new numbers are recorded. */
    public Tape tape() {
        return tape;
    }

    /** Returns how the losses are reduced. */
    public String reduction() {
        return Reductions.of(call);
    }

    /** Returns a real parameter. */
    public double real(String name, double defaultValue) {
        return call.params().get(name) instanceof Number number ? number.doubleValue() : defaultValue;
    }

    /** Returns an integer parameter. */
    public long integer(String name, long defaultValue) {
        return call.params().get(name) instanceof Number number ? number.longValue() : defaultValue;
    }

    /** Returns a switch. */
    public boolean flag(String name, boolean defaultValue) {
        return call.params().get(name) instanceof Boolean flag ? flag : defaultValue;
    }

    /** Returns whether there is a tensor of that name. */
    public boolean given(String name) {
        return call.inputs().get(name) instanceof TensorValue || call.params().get(name) instanceof TensorValue;
    }

    /** Returns a tensor's shape. */
    public int[] shape(String name) {
        return tensor(name).shape();
    }

    /** Returns the number of a tensor's elements. */
    public int size(String name) {
        return tensor(name).size();
    }

    /** Returns the elements of an input or parameter of integers, tensor or tuple. */
    public long[] integers(String name) {
        return call.inputs().get(name) instanceof long[] tuple
                ? tuple
                : tensor(name).dtype().isFloating()
                        ? Arrays.stream(values(tensor(name)))
                                .mapToLong(value -> (long) value)
                                .toArray()
                        : tensor(name).longs();
    }

    /** Returns the elements of an input or parameter. */
    public List<Var> vars(String name) {
        return leaves.computeIfAbsent(name, key -> {
            List<Var> numbers = new ArrayList<>();
            for (double value : values(tensor(key))) {
                numbers.add(tape.number(value));
            }
            return numbers;
        });
    }

    /** Returns the elements of a tensor, repeated along the axes in which the shape is larger. */
    public List<Var> vars(String name, int[] shape) {
        List<Var> own = vars(name);
        List<Var> repeated = new ArrayList<>();
        for (int i = 0; i < Shapes.size(shape); i++) {
            repeated.add(own.get(Shapes.broadcastIndex(i, shape, shape(name))));
        }
        return repeated;
    }

    /** Returns what a function makes of the elements at one place of several tensors, each of which is broadcast. */
    public Terms elementwise(Function<Var[], Var> function, String... names) {
        int[] shape = new int[0];
        for (String name : names) {
            shape = Shapes.broadcast(shape, shape(name));
        }
        List<List<Var>> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(vars(name, shape));
        }
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < Shapes.size(shape); i++) {
            Var[] arguments = new Var[names.length];
            for (int k = 0; k < names.length; k++) {
                arguments[k] = columns.get(k).get(i);
            }
            each.add(function.apply(arguments));
        }
        return Terms.of(each, shape);
    }

    /** Returns the terms with a mean that divides their sum by something else. */
    public Terms dividedBy(double divisor, Terms terms) {
        return terms.withMean(tape.sum(terms.each()).over(divisor));
    }

    /** Returns the terms with a mean that divides by the size of the first axis. */
    public Terms dividedByBatch(Terms terms) {
        return terms.shape().length == 0 ? terms : dividedBy(terms.shape()[0], terms);
    }

    /** Returns the gradient that has flowed back to a tensor, or null if the formula does not use it. */
    double[] gradient(String name) {
        List<Var> numbers = leaves.get(name);
        return numbers == null ? null : numbers.stream().mapToDouble(Var::grad).toArray();
    }

    /** Returns the incoming gradient's elements; 1 if it is implicit. */
    double[] gradOutput() {
        return call.gradOutput().map(Question::values).orElse(new double[] {1});
    }

    private TensorValue tensor(String name) {
        return call.inputs().get(name) instanceof TensorValue input
                ? input
                : (TensorValue) call.params().get(name);
    }

    /** Returns a tensor's elements as doubles. */
    public static double[] values(TensorValue tensor) {
        return tensor.toDoubles();
    }
}
