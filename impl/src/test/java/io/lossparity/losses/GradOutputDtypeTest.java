package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PyTorch converts an incoming gradient of the other dtype to the output's; so does every loss. */
class GradOutputDtypeTest {
    private static final double INCOMING = 0.1; // not the same number in both dtypes
    private static final Float64Tensor WIDE = Float64Tensor.of(new int[] {2, 2}, 0.5, 0.25, 0.75, 0.125);
    private static final Float64Tensor WIDE_Y = Float64Tensor.of(new int[] {2, 2}, 1, -1, 0.5, 1);

    static Stream<Loss> losses() {
        return Examples.losses();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void incomingGradientIsConverted(Loss loss) {
        assertEquals(
                backward(loss, Float32Tensor.scalar((float) INCOMING)), backward(loss, Float64Tensor.scalar(INCOMING)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void incomingGradientMustHaveTheOutputsShape(Loss loss) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> backward(loss, Float64Tensor.vector(INCOMING)));
        assertEquals(
                loss.name() + ": gradOutput must have the output's shape [], but was [1]",
                e.getMessage().replaceFirst(" \\(.*", ""));
    }

    @Test
    void float32IsWidened() {
        float incoming = (float) INCOMING;
        assertEquals(
                new MSELoss().backward(Float64Tensor.scalar(incoming), WIDE, WIDE_Y),
                new MSELoss().backward(Float32Tensor.scalar(incoming), WIDE, WIDE_Y));
    }

    /** Returns the gradients of float32 arguments: of all that PyTorch can differentiate, where there is more than one. */
    private static Object backward(Loss loss, FloatTensor gradOutput) {
        Object[] arguments = Stream.concat(
                        Stream.of(gradOutput), Arrays.<Tensor>stream(new Examples(true, 2, 8).arguments(loss)))
                .toArray();
        Method backward = Arrays.stream(loss.getClass().getMethods())
                .filter(method -> method.getName().startsWith("backward") && takes(method, arguments))
                .max(Comparator.comparing(Method::getName))
                .orElseThrow();
        try {
            return backward.invoke(loss, arguments);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new LinkageError(loss.name(), e);
        }
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        return types.length == arguments.length
                && IntStream.range(0, types.length).allMatch(i -> types[i].isInstance(arguments[i]));
    }
}
