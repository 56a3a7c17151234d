package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A null argument is refused as other bad arguments are, by every method of every loss. */
class NullArgumentsTest {
    private static final Set<String> METHODS = Set.of("forward", "backward", "backwardAll", "valueAndGradient");

    static Stream<Loss> losses() {
        return Examples.losses();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void eachMethodNamesLossArgumentAndRule(Loss loss) throws IllegalAccessException {
        int called = 0;
        for (Method method : loss.getClass().getMethods()) {
            if (!METHODS.contains(method.getName())) {
                continue;
            }
            for (int i = 0; i < method.getParameterCount(); i++) {
                Object[] arguments = arguments(loss, method);
                arguments[i] = null;
                boolean given = arguments.length > loss.arguments().size();
                String name = !given
                        ? loss.arguments().get(i)
                        : i == 0 ? "gradOutput" : loss.arguments().get(i - 1);
                assertRefused(loss, name, method, arguments);
                called++;
            }
        }
        assertTrue(called >= 2 * 5, "methods with two arguments or more");
    }

    private static void assertRefused(Loss loss, String name, Method method, Object[] arguments)
            throws IllegalAccessException {
        try {
            method.invoke(loss, arguments);
        } catch (InvocationTargetException e) {
            assertInstanceOf(IllegalArgumentException.class, e.getCause(), method.toString());
            assertEquals(
                    loss.name() + ": " + name + " must be given, but was null",
                    e.getCause().getMessage(),
                    method.toString());
            return;
        }
        throw new AssertionError(method + " took null for " + name);
    }

    /** Returns arguments that the method takes, where it takes integers in place of floats those. */
    private static Object[] arguments(Loss loss, Method method) {
        List<Object> arguments = new ArrayList<>(Arrays.asList(new Examples(true, 2, 8).arguments(loss)));
        if (method.getParameterCount() > arguments.size()) {
            arguments.add(0, Float32Tensor.scalar(1f));
        }
        int last = arguments.size() - 1;
        if (method.getParameterTypes()[last] == Int64Tensor.class && arguments.get(last) instanceof Float32Tensor t) {
            arguments.set(last, Int64Tensor.of(t.shape(), new long[t.size()]));
        }
        return arguments.toArray();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void computeNamesLossArgumentAndRule(Loss loss) {
        Tensor[] good = new Examples(true, 2, 8).arguments(loss);
        for (int i = 0; i < good.length; i++) {
            Tensor[] arguments = good.clone();
            arguments[i] = null;
            String message = loss.name() + ": " + loss.arguments().get(i) + " must be given, but was null";
            assertEquals(message, refusal(() -> loss.compute(arguments)));
            assertEquals(message, refusal(() -> loss.compute(new Into().value(new float[1]), arguments)));
        }
        String rule =
                ": arguments must be " + good.length + ", but was null (" + String.join(", ", loss.arguments()) + ")";
        assertEquals(loss.name() + rule, refusal(() -> loss.compute((Tensor[]) null)));
        assertEquals(
                loss.name() + ": into must be given, but was null", refusal(() -> loss.compute((Into) null, good)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void reductionMustBeGiven(Loss loss) {
        String message = refusal(() -> loss.withReduction(null));
        assertTrue(message.startsWith(loss.name() + ": reduction must be "), message);
        assertTrue(message.endsWith(", but was null"), message);
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
