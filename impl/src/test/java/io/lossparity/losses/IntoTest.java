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
        for (int columns : new int[] {7, 1100}) {
            Examples examples = new Examples(single, 3, columns);
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
    }

    private static void assertRefused(String rule, Loss loss, Into into, Tensor... arguments) {
        assertEquals(
                loss.name() + ": " + rule,
                assertThrows(IllegalArgumentException.class, () -> loss.compute(into, arguments))
                        .getMessage());
    }
}
