package io.lossparity.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
    @Test
    void arraysAreCopiedInAndOut() {
        float[] data = {1f, 2f};
        Float32Tensor tensor = Float32Tensor.vector(data);
        data[0] = 9f;
        tensor.toArray()[1] = 9f;
        assertEquals(Float32Tensor.of(new int[] {2}, 1f, 2f), tensor);
    }

    /** Tensors that differ in dtype, shape, number of elements or an element's bits; each built twice. */
    private static List<Tensor> distinct() {
        return List.of(
                Float32Tensor.scalar(1f),
                Float32Tensor.vector(1f),
                Float32Tensor.vector(1f, -2.5f),
                Float32Tensor.vector(-2.5f, 1f),
                Float32Tensor.of(new int[] {2, 1}, 1f, -2.5f),
                Float32Tensor.of(Shape.of(1, 2), 1f, -2.5f),
                Float32Tensor.scalar(Float.NaN),
                Float32Tensor.scalar(0f),
                Float32Tensor.scalar(-0f),
                Float64Tensor.scalar(1),
                Float64Tensor.vector(1),
                Float64Tensor.vector(1, -2.5),
                Float64Tensor.vector(-2.5, 1),
                Float64Tensor.of(Shape.of(2, 1), 1, -2.5),
                Float64Tensor.scalar(Double.NaN),
                Float64Tensor.scalar(0),
                Float64Tensor.scalar(-0.0),
                Int64Tensor.scalar(1),
                Int64Tensor.vector(1),
                Int64Tensor.vector(1, -3),
                Int64Tensor.vector(-3, 1),
                Int64Tensor.of(new int[] {2, 1}, 1, -3),
                Int64Tensor.of(Shape.of(1, 2), 1, -3));
    }

    @Test
    void equalityIsByDtypeShapeAndBits() {
        List<Tensor> ones = distinct();
        List<Tensor> others = distinct();
        for (int i = 0; i < ones.size(); i++) {
            for (int j = 0; j < others.size(); j++) {
                assertEquals(i == j, ones.get(i).equals(others.get(j)), ones.get(i) + " and " + others.get(j));
            }
            assertFalse(ones.get(i).equals(ones.get(i).shape()), () -> "a tensor is no shape");
        }
    }

    @Test
    void equalTensorsShareTheirHash() {
        for (int i = 0; i < distinct().size(); i++) {
            assertEquals(distinct().get(i).hashCode(), distinct().get(i).hashCode());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Float32Tensor.class, Float64Tensor.class, Int64Tensor.class})
    void hashesSpread(Class<? extends Tensor> type) {
        List<Tensor> tensors = distinct().stream().filter(type::isInstance).toList();
        Set<Integer> hashes = tensors.stream().map(Tensor::hashCode).collect(Collectors.toSet());
        assertTrue(hashes.size() > tensors.size() / 2, () -> tensors + " have the hashes " + hashes);
    }

    @Test
    void nullIsRefusedByEveryFactory() {
        int[] two = {2};
        Shape shape = Shape.of(2);
        assertMessage("Shape: sizes must not be null", () -> Shape.of((int[]) null));
        for (Executable noSizes : List.<Executable>of(
                () -> Float32Tensor.of((int[]) null, 1f),
                () -> Float32Tensor.wrap((int[]) null, new float[1]),
                () -> Float64Tensor.of((int[]) null, 1),
                () -> Float64Tensor.wrap((int[]) null, new double[1]),
                () -> Int64Tensor.of((int[]) null, 1),
                () -> Int64Tensor.wrap((int[]) null, new long[1]))) {
            assertMessage("Shape: sizes must not be null", noSizes);
        }
        assertMessage("Float32Tensor: shape must not be null", () -> Float32Tensor.of((Shape) null, 1f));
        assertMessage("Float32Tensor: shape must not be null", () -> Float32Tensor.wrap((Shape) null, new float[1]));
        assertMessage("Float64Tensor: shape must not be null", () -> Float64Tensor.of((Shape) null, 1));
        assertMessage("Float64Tensor: shape must not be null", () -> Float64Tensor.wrap((Shape) null, new double[1]));
        assertMessage("Int64Tensor: shape must not be null", () -> Int64Tensor.of((Shape) null, 1));
        assertMessage("Int64Tensor: shape must not be null", () -> Int64Tensor.wrap((Shape) null, new long[1]));
        for (Executable noFloats : List.<Executable>of(
                () -> Float32Tensor.of(two, (float[]) null),
                () -> Float32Tensor.of(shape, (float[]) null),
                () -> Float32Tensor.vector((float[]) null),
                () -> Float32Tensor.wrap(two, null),
                () -> Float32Tensor.wrap(shape, null))) {
            assertMessage("Float32Tensor: data must not be null", noFloats);
        }
        for (Executable noDoubles : List.<Executable>of(
                () -> Float64Tensor.of(two, (double[]) null),
                () -> Float64Tensor.of(shape, (double[]) null),
                () -> Float64Tensor.vector((double[]) null),
                () -> Float64Tensor.wrap(two, null),
                () -> Float64Tensor.wrap(shape, null))) {
            assertMessage("Float64Tensor: data must not be null", noDoubles);
        }
        for (Executable noLongs : List.<Executable>of(
                () -> Int64Tensor.of(two, (long[]) null),
                () -> Int64Tensor.of(shape, (long[]) null),
                () -> Int64Tensor.vector((long[]) null),
                () -> Int64Tensor.wrap(two, null),
                () -> Int64Tensor.wrap(shape, null))) {
            assertMessage("Int64Tensor: data must not be null", noLongs);
        }
    }

    @Test
    void toStringNamesDtypeShapeAndElements() {
        assertEquals("float32[2] [1.0, -2.5]", Float32Tensor.vector(1f, -2.5f).toString());
        assertEquals("float64[] [NaN]", Float64Tensor.scalar(Double.NaN).toString());
        assertEquals("int64[] [3]", Int64Tensor.scalar(3).toString());
    }

    @Test
    void elementsMustFillTheShape() {
        assertMessage(
                "Int64Tensor: data must have 6 elements for shape [2, 3], but had 1",
                () -> Int64Tensor.of(new int[] {2, 3}, 1));
        assertMessage(
                "Float32Tensor: data must have 6 elements for shape [2, 3], but had 1",
                () -> Float32Tensor.of(Shape.of(2, 3), 1f));
        assertMessage(
                "Float64Tensor: data must have 0 elements for shape [0], but had 1",
                () -> Float64Tensor.of(new int[] {0}, 1));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void itemNeedsOneElement() {
        assertEquals(2.5f, Float32Tensor.scalar(2.5f).item());
        assertEquals(2.5, Float64Tensor.of(Shape.of(1, 1), 2.5).item());
        assertEquals(7, Int64Tensor.vector(7).item());
        assertItemRefused("Float32Tensor", () -> Float32Tensor.vector(1f, 2f).item());
        assertItemRefused("Float64Tensor", () -> Float64Tensor.vector(1, 2).item());
        assertItemRefused("Int64Tensor", () -> Int64Tensor.vector(1, 2).item());
    }

    private static void assertItemRefused(String type, Executable call) {
        assertEquals(
                type + ": item needs one element, but the shape is [2]",
                assertThrows(IllegalStateException.class, call).getMessage());
    }

    @Test
    void theArrayItselfIsForKernelsOnly() {
        assertThrows(NullPointerException.class, () -> Float32Tensor.scalar(1f).array(null));
    }

    @Test
    void shapesAreEqualBySizes() {
        assertEquals(Shape.of(2, 3), Shape.of(2, 3));
        assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
        assertNotEquals(Shape.of(2, 3).hashCode(), Shape.of(3, 2).hashCode());
        assertFalse(Shape.of(2, 3).equals(Shape.of(3, 2)));
        assertFalse(Shape.of(1).equals(Int64Tensor.vector(1)), () -> "a shape is no tensor");
        assertEquals(Shape.scalar(), Shape.of());
    }

    @Test
    void shapesBroadcastFromTheLastAxis() {
        assertEquals(Optional.of(Shape.of(4, 2, 3)), Shape.of(2, 1).broadcast(Shape.of(4, 1, 3)));
        assertEquals(Optional.of(Shape.of(0)), Shape.of(1).broadcast(Shape.of(0)));
        assertEquals(Optional.empty(), Shape.of(2).broadcast(Shape.of(3)));
    }

    @Test
    void wrappedArraysAreShared() {
        float[] floats = {1, 2};
        Float32Tensor float32 = Float32Tensor.wrap(new int[] {2}, floats);
        double[] doubles = {1, 2};
        Float64Tensor float64 = Float64Tensor.wrap(new int[] {2, 1}, doubles);
        long[] longs = {1, 2};
        Int64Tensor int64 = Int64Tensor.wrap(new int[] {1, 2}, longs);
        floats[1] = 3;
        doubles[1] = 3;
        longs[1] = 3;
        assertEquals(Float32Tensor.vector(1, 3), float32);
        assertEquals(Float64Tensor.of(new int[] {2, 1}, 1, 3), float64);
        assertEquals(Int64Tensor.of(new int[] {1, 2}, 1, 3), int64);
        assertThrows(IllegalArgumentException.class, () -> Float32Tensor.wrap(new int[] {3}, floats));
    }

    @Test
    void viewsSeeTheElementsAndCanNotBeWrittenThrough() {
        float[] floats = {1, 2};
        FloatBuffer view = Float32Tensor.wrap(new int[] {2}, floats).view();
        floats[1] = 3;
        assertEquals(FloatBuffer.wrap(new float[] {1, 3}), view);
        assertThrows(ReadOnlyBufferException.class, () -> view.put(0, 1f));
        assertEquals(
                DoubleBuffer.wrap(new double[] {1}), Float64Tensor.scalar(1).view());
        assertTrue(Float64Tensor.scalar(1).view().isReadOnly());
        assertEquals(LongBuffer.wrap(new long[] {1}), Int64Tensor.scalar(1).view());
        assertTrue(Int64Tensor.scalar(1).view().isReadOnly());
    }
}
