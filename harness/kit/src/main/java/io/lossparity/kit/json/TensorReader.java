package io.lossparity.kit.json;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads a tensor: element type, shape, and elements, which go directly into an array of the type. The fields may come
 * in any order; elements that come before their type are kept as text until the type is known.
 */
public final class TensorReader {
    private static final int MOST_AXES = 16;
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data");

    private final JsonCursor cursor;
    private final String what;
    private final boolean integersToo;
    private DType dtype;
    private int[] shape;
    private List<JsonScalar> untyped;
    private final Buffer buffer = new Buffer();

    private TensorReader(JsonCursor cursor, String what, boolean integersToo) {
        this.cursor = cursor;
        this.what = what;
        this.integersToo = integersToo;
    }

    /** Reads a tensor of the golden data, whose floats have a point or an exponent. */
    public static TensorValue read(JsonCursor cursor, String what) throws IOException {
        return new TensorReader(cursor, what, false).tensor();
    }

    /** Reads a tensor of the protocol, where {@code 1} is accepted for {@code 1.0}. */
    public static TensorValue readSent(JsonCursor cursor, String what) throws IOException {
        return new TensorReader(cursor, what, true).tensor();
    }

    private TensorValue tensor() throws IOException {
        cursor.object(what, FIELDS, Set.of(), field -> {
            switch (field) {
                case "dtype" -> dtype = cursor.dtype(what + ": dtype");
                case "shape" -> shape = shape();
                default -> data();
            }
        });
        if (untyped != null) {
            untyped.forEach(this::add);
        }
        try {
            return switch (dtype) {
                case FLOAT32 -> TensorValue.ofFloats(shape, buffer.floats());
                case FLOAT16 -> TensorValue.ofHalves(shape, buffer.floats());
                case FLOAT64 -> TensorValue.ofDoubles(shape, buffer.doubles());
                case INT64, INT32, UINT8, BOOL -> TensorValue.ofIntegers(dtype, shape, buffer.longs());
            };
        } catch (IllegalArgumentException e) {
            throw cursor.refuse(what + ": " + e.getMessage());
        }
    }

    private int[] shape() throws IOException {
        int[] axes = new int[MOST_AXES];
        int[] rank = {0};
        cursor.array(what + ": shape", () -> {
            if (rank[0] == axes.length) {
                throw cursor.refuse(what + ": shape must have at most " + axes.length + " axes");
            }
            axes[rank[0]++] = cursor.count(what + ": shape");
        });
        return Arrays.copyOf(axes, rank[0]);
    }

    private void data() throws IOException {
        if (dtype == null) {
            untyped = new ArrayList<>();
        }
        cursor.array(what + ": data", () -> {
            if (!cursor.token().isScalarValue()) {
                throw cursor.refuse(what + ": data must be a flat array of numbers");
            }
            if (dtype == null) {
                untyped.add(JsonScalar.of(cursor.token(), cursor.scalar().text()));
            } else {
                add(cursor.scalar());
            }
        });
    }

    private void add(JsonScalar scalar) {
        try {
            switch (dtype) {
                case FLOAT32 -> buffer.add(JsonNumbers.float32(scalar, integersToo));
                case FLOAT16 -> buffer.add(JsonNumbers.float16(scalar, integersToo));
                case FLOAT64 -> buffer.add(JsonNumbers.float64(scalar, integersToo));
                case INT64 -> addInteger(scalar, Long.MIN_VALUE, Long.MAX_VALUE);
                case INT32 -> addInteger(scalar, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case UINT8 -> addInteger(scalar, 0, 255);
                case BOOL -> addInteger(scalar, 0, 1);
            }
        } catch (IllegalArgumentException e) {
            throw cursor.refuse(what + ": data " + e.getMessage());
        }
    }

    private void addInteger(JsonScalar scalar, long least, long greatest) {
        long value = JsonNumbers.integer(scalar);
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    "must be in [" + least + ", " + greatest + "] as " + dtype.torchName() + ", but was " + value);
        }
        buffer.add(value);
    }

    /** Grows an array of the type of the first element. */
    private static final class Buffer {
        private int size;
        private float[] floats = {};
        private double[] doubles = {};
        private long[] longs = {};

        void add(float value) {
            floats = size == floats.length ? Arrays.copyOf(floats, grown()) : floats;
            floats[size++] = value;
        }

        void add(double value) {
            doubles = size == doubles.length ? Arrays.copyOf(doubles, grown()) : doubles;
            doubles[size++] = value;
        }

        void add(long value) {
            longs = size == longs.length ? Arrays.copyOf(longs, grown()) : longs;
            longs[size++] = value;
        }

        private int grown() {
            return Math.max(16, size * 2);
        }

        float[] floats() {
            return Arrays.copyOf(floats, size);
        }

        double[] doubles() {
            return Arrays.copyOf(doubles, size);
        }

        long[] longs() {
            return Arrays.copyOf(longs, size);
        }
    }
}
