package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Into the caller's arrays go the bits that forward, backward and backwardAll return. */
class IntoTest {

    static Stream<Arguments> calls() {
        return Examples.losses()
                .flatMap(loss -> Stream.of(Reduction.NONE, Reduction.MEAN, Reduction.SUM)
                        .flatMap(reduction -> Stream.of(true, false)
                                .map(single -> Arguments.of(loss.withReduction(reduction), single))));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void arraysHoldTheBitsOfTheOtherMethods(Loss loss, boolean single) throws ReflectiveOperationException {
        // One element: every array fits every result. A sequence of one frame has no example.
        for (int columns : loss instanceof CTCLoss ? new int[] {7, 1100} : new int[] {1, 7, 1100}) {
            Examples examples = new Examples(single, columns == 1 ? 1 : 3, columns);
            Tensor[] arguments = examples.arguments(loss);
            FloatTensor output = (FloatTensor) Examples.call(loss, "forward", List.of(arguments));
            FloatTensor g = examples.floats(output.shape(), () -> 0.75);
            List<Tensor> withG = new ArrayList<>(List.of(arguments));
            withG.add(0, g);
            Map<String, FloatTensor> trained = named(loss.trained(), Examples.call(loss, "backward", withG));
            Map<String, FloatTensor> all = loss.differentiable().equals(loss.trained())
                    ? trained
                    : named(loss.differentiable(), Examples.call(loss, "backwardAll", withG));
            all.values().removeIf(gradient -> gradient == null);

            assertInto(loss, arguments, g, output, Map.of());
            assertInto(loss, arguments, g, null, trained);
            assertInto(loss, arguments, g, output, trained);
            assertInto(loss, arguments, g, output, all);
            for (String name : trained.keySet()) {
                assertInto(loss, arguments, g, output, Map.of(name, trained.get(name)));
            }
        }
    }

    /** Asks twice with the same object: the second call finds what the first one left. */
    private static void assertInto(
            Loss loss, Tensor[] arguments, FloatTensor g, FloatTensor output, Map<String, FloatTensor> gradients) {
        Into into = new Into().gradOutput(g);
        Object value = output == null ? null : array(output);
        if (value instanceof float[] floats) {
            into.value(floats);
        } else if (value instanceof double[] doubles) {
            into.value(doubles);
        }
        Map<String, Object> arrays = new LinkedHashMap<>();
        gradients.forEach((name, gradient) -> arrays.put(name, into(into, name, gradient)));
        for (int time = 0; time < 2; time++) {
            loss.compute(into, arguments);
            if (output != null) {
                assertEquals(output, tensor(output.shape(), value));
            }
            arrays.forEach((name, array) ->
                    assertEquals(gradients.get(name), tensor(gradients.get(name).shape(), array), name));
        }
    }

    private static Object into(Into into, String name, FloatTensor gradient) {
        Object array = array(gradient);
        if (array instanceof float[] floats) {
            into.gradient(name, floats);
        } else {
            into.gradient(name, (double[]) array);
        }
        return array;
    }

    /** Returns an array as large as the tensor, filled with something else. */
    private static Object array(FloatTensor tensor) {
        if (tensor instanceof Float32Tensor) {
            float[] array = new float[tensor.size()];
            Arrays.fill(array, -77f);
            return array;
        }
        double[] array = new double[tensor.size()];
        Arrays.fill(array, -77);
        return array;
    }

    private static FloatTensor tensor(Shape shape, Object array) {
        return array instanceof float[] floats
                ? Float32Tensor.of(shape, floats)
                : Float64Tensor.of(shape, (double[]) array);
    }

    private static Map<String, FloatTensor> named(List<String> names, Object gradients)
            throws ReflectiveOperationException {
        Map<String, FloatTensor> named = new LinkedHashMap<>();
        if (gradients instanceof FloatTensor tensor) {
            named.put(names.get(0), tensor);
            return named;
        }
        for (RecordComponent component : gradients.getClass().getRecordComponents()) {
            named.put(component.getName(), (FloatTensor) component.getAccessor().invoke(gradients));
        }
        return named;
    }

    static Stream<Loss> losses() {
        return Examples.losses();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void tensorsOfTheirOwnHoldTheSame(Loss loss) throws ReflectiveOperationException {
        Tensor[] arguments = new Examples(true, 3, 7).arguments(loss);
        var both = loss.compute(arguments);
        assertEquals(Examples.call(loss, "forward", List.of(arguments)), both.value());
        assertEquals(named(loss.trained(), Examples.call(loss, "backward", List.of(arguments))), both.gradient());
    }

    @Test
    void arrayOfAnArgumentMayGetAResult() {
        float[] x = {1, 2, 4};
        float[] y = {3, 1, 0};
        Float32Tensor input = Float32Tensor.wrap(new int[] {3}, x);
        Float32Tensor target = Float32Tensor.wrap(new int[] {3}, y);
        SmoothL1Loss loss = new SmoothL1Loss(Reduction.SUM);
        SmoothL1Loss.AllGradients<Float32Tensor> expected = loss.backwardAll(input, target);
        loss.compute(new Into().gradient("input", y).gradient("target", x), input, target);
        assertArrayEquals(expected.input().toArray(), y);
        assertArrayEquals(expected.target().toArray(), x);
    }

    @Test
    void arrayOfTheGradOutputMayGetAResult() {
        Float32Tensor x = Float32Tensor.vector(1, 2, 4);
        Float32Tensor y = Float32Tensor.scalar(3); // is repeated before the gradient is read
        float[] g = {0.5f, -1, 2};
        MSELoss loss = new MSELoss(Reduction.NONE);
        Float32Tensor expected = loss.backward(Float32Tensor.vector(g), x, y);
        loss.compute(new Into().gradOutput(Float32Tensor.wrap(new int[] {3}, g)).gradient("input", g), x, y);
        assertArrayEquals(expected.toArray(), g);
    }

    @Test
    void valueAloneNeedsNoGradOutput() {
        Float32Tensor x = Float32Tensor.vector(1, 2, 4);
        Float32Tensor y = Float32Tensor.vector(3, 1, 0);
        float[] value = new float[3];
        MSELoss loss = new MSELoss(Reduction.NONE);
        loss.compute(new Into().value(value), x, y);
        assertArrayEquals(loss.forward(x, y).toArray(), value);
    }

    @Test
    void laterArrayReplacesTheEarlierOne() {
        Float32Tensor x = Float32Tensor.vector(1, 2, 4);
        Float32Tensor y = Float32Tensor.vector(3, 1, 0);
        float[] early = {-77, -77, -77};
        float[] late = new float[3];
        MSELoss loss = new MSELoss();
        loss.compute(new Into().gradient("input", early).gradient("input", late), x, y);
        assertArrayEquals(loss.backward(x, y).toArray(), late);
        assertArrayEquals(new float[] {-77, -77, -77}, early);
    }

    @Test
    void oneCallAtATimeUsesIt() {
        Float32Tensor x = Float32Tensor.vector(new float[1 << 15]); // enough for two threads
        float[] value = new float[1];
        Into into = new Into().value(value);
        MSELoss loss = new MSELoss();
        Float32Tensor one = Float32Tensor.scalar(1);
        into.parallel(task -> loss.compute(into, one, one), 2);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> loss.compute(into, x, x));
        assertEquals("Into: one call at a time must use it", e.getMessage());
        Float32Tensor three = Float32Tensor.scalar(3);
        loss.compute(into, one, three);
        assertEquals(loss.forward(one, three).item(), value[0]);
    }

    @Test
    void integersMayBeTheTarget() {
        Float32Tensor input = Float32Tensor.vector(0.5f, -0.25f);
        HingeEmbeddingLoss loss = new HingeEmbeddingLoss();
        assertEquals(
                loss.forward(input, Float32Tensor.vector(1, -1)),
                loss.compute(input, Int64Tensor.vector(1, -1)).value());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Float32Tensor x = Float32Tensor.vector(1, 2);
        MSELoss loss = new MSELoss();
        assertRefused("arguments must be 2, but was 1 (input, target)", loss, new Into(), x);
        assertRefused(
                "target must be of float32 or float64, but was int64", loss, new Into(), x, Int64Tensor.scalar(1));
        Float32Tensor scores = Float32Tensor.of(new int[] {1, 2}, 1, 2);
        String integers = "target must be of int64, but was float32";
        assertRefused(integers, new CrossEntropyLoss(), new Into(), scores, Float32Tensor.vector(1));
        assertRefused(
                "input must be given, but was null", new HingeEmbeddingLoss(), new Into(), null, Int64Tensor.vector(1));
        Into unknown = new Into().gradient("weight", new float[2]);
        assertRefused("a gradient must be that of one of input, target, but was weight", loss, unknown, x, x);
        Into wide = new Into().value(new double[1]);
        assertRefused("the value must be of float32, but was double[]", loss, wide, x, x);
        Into short1 = new Into().gradient("input", new float[1]);
        String rule = "the gradient of input must have an array of 2 elements, but was 1 (its shape is [2])";
        assertRefused(rule, loss, short1, x, x);
        Into weight = new Into().gradient("weight", new float[2]);
        Float32Tensor matrix = Float32Tensor.of(new int[] {1, 2}, 1, 2);
        assertRefused("weight must be given, but was null", new MultiLabelSoftMarginLoss(), weight, matrix, matrix);
        float[] array = new float[2];
        Into into = new Into().gradient("input", array);
        assertThrows(IllegalArgumentException.class, () -> into.gradient("target", array));
        assertThrows(IllegalArgumentException.class, () -> into.value(array));
        assertThrows(
                IllegalArgumentException.class, () -> new Into().value(array).gradient("input", array));
        assertSame(into, into.gradient("input", array));
        float[] other = new float[2];
        into.gradient("target", other);
        assertThrows(IllegalArgumentException.class, () -> into.gradient("input", other));
    }

    private static void assertRefused(String rule, Loss loss, Into into, Tensor... arguments) {
        assertEquals(
                loss.name() + ": " + rule,
                assertThrows(IllegalArgumentException.class, () -> loss.compute(into, arguments))
                        .getMessage());
    }
}
