package io.lossparity.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void arraysAreCopiedInAndOut() {
        float[] data = {1f, 2f};
        Float32Tensor tensor = Float32Tensor.vector(data);
        data[0] = 9f;
        tensor.toArray()[1] = 9f;
        assertEquals(Float32Tensor.of(new int[] {2}, 1f, 2f), tensor);
    }

    @Test
    void equalityIsByShapeAndBits() {
        assertEquals(Float64Tensor.scalar(Double.NaN), Float64Tensor.scalar(Double.NaN));
        assertNotEquals(Float64Tensor.scalar(0.0), Float64Tensor.scalar(-0.0));
        assertNotEquals(Float64Tensor.scalar(1), Float64Tensor.vector(1));
    }

    @Test
    void toStringNamesDtypeShapeAndElements() {
        assertEquals("float32[2] [1.0, -2.5]", Float32Tensor.vector(1f, -2.5f).toString());
        assertEquals("int64[] [3]", Int64Tensor.scalar(3).toString());
    }

    @Test
    void elementsMustFillTheShape() {
        assertEquals(
                "Int64Tensor: data must have 6 elements for shape [2, 3], but had 1",
                assertThrows(IllegalArgumentException.class, () -> Int64Tensor.of(new int[] {2, 3}, 1))
                        .getMessage());
    }

    @Test
    void itemNeedsOneElement() {
        assertThrows(
                IllegalStateException.class, () -> Float32Tensor.vector(1f, 2f).item());
    }

    @Test
    void theArrayItselfIsForKernelsOnly() {
        assertThrows(NullPointerException.class, () -> Float32Tensor.scalar(1f).array(null));
    }

    @Test
    void shapesBroadcastFromTheLastAxis() {
        assertEquals(Optional.of(Shape.of(4, 2, 3)), Shape.of(2, 1).broadcast(Shape.of(4, 1, 3)));
        assertEquals(Optional.of(Shape.of(0)), Shape.of(1).broadcast(Shape.of(0)));
        assertEquals(Optional.empty(), Shape.of(2).broadcast(Shape.of(3)));
    }
}
