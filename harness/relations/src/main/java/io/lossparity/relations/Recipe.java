package io.lossparity.relations;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/** Draws the arguments of one sample, in the order in which they are added. */
final class Recipe {
    /** The step of coarse values. Sums and differences of a few of them are exact in both types. */
    static final double STEP = 0x1p-5;

    private final Draw draw;
    private final DType dtype;
    private final Grain grain;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final Map<String, Object> inputs = new LinkedHashMap<>();

    /** How fine the values are. */
    enum Grain {
        /** All the digits that the element type has. */
        FINE,
        /** All digits, but away from points at which the loss has no derivative. */
        SMOOTH,
        /** Multiples of {@link Recipe#STEP}, so that sums and differences are exact. */
        COARSE
    }

    Recipe(Draw draw, DType dtype, Grain grain) {
        this.draw = draw;
        this.dtype = dtype;
        this.grain = grain;
    }

    Draw draw() {
        return draw;
    }

    DType dtype() {
        return dtype;
    }

    /** Returns a value between the two. */
    double value(double low, double high) {
        return grain == Grain.COARSE ? draw.coarse(low, high, STEP) : draw.fine(dtype, low, high);
    }

    /** Adds an input of values between the two. */
    Recipe input(String name, int[] shape, double low, double high) {
        return input(name, shape, () -> value(low, high));
    }

    /** Adds an input of values from the given supplier. */
    Recipe input(String name, int[] shape, DoubleSupplier values) {
        inputs.put(name, tensor(shape, values));
        return this;
    }

    /** Adds an int64 input. */
    Recipe integers(String name, int[] shape, IntSupplier values) {
        long[] data = new long[Values.size(shape)];
        for (int i = 0; i < data.length; i++) {
            data[i] = values.getAsInt();
        }
        return input(name, TensorValue.ofLongs(shape, data));
    }

    /** Adds an input. */
    Recipe input(String name, Object value) {
        inputs.put(name, value);
        return this;
    }

    /** Adds a tensor parameter of values between the two. */
    Recipe param(String name, int[] shape, double low, double high) {
        params.put(name, tensor(shape, () -> value(low, high)));
        return this;
    }

    /** Adds a parameter. */
    Recipe param(String name, Object value) {
        params.put(name, value);
        return this;
    }

    private TensorValue tensor(int[] shape, DoubleSupplier values) {
        double[] data = new double[Values.size(shape)];
        for (int i = 0; i < data.length; i++) {
            data[i] = values.getAsDouble();
        }
        return TensorValue.of(dtype, shape, data);
    }

    Sample sample(String loss) {
        return new Sample(loss, dtype, params, inputs);
    }
}
