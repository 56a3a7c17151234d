package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.tensor.FloatTensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All losses have the methods that {@link Loss} describes, and no others. */
class ApiShapeTest {

    static Stream<Loss> losses() {
        return Examples.losses();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void eachMethodIsThereWithTheArgumentsOfTheLoss(Loss loss) {
        int count = loss.arguments().size();
        assertEquals(Set.of(count), parameters(loss, "forward"));
        assertEquals(Set.of(count, count + 1), parameters(loss, "backward"));
        assertEquals(Set.of(count, count + 1), parameters(loss, "valueAndGradient"));
        boolean more = loss.differentiable().size() > loss.trained().size();
        assertEquals(more ? Set.of(count, count + 1) : Set.of(), parameters(loss, "backwardAll"));
        assertTrue(loss.differentiable().containsAll(loss.trained()));
        assertTrue(loss.arguments().containsAll(loss.trained()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void resultsFollowOneRule(Loss loss) {
        String gradient = loss.trained().size() == 1 ? "T" : "Gradients<T>";
        for (Method method : methods(loss)) {
            String type = method.getGenericReturnType().getTypeName().replaceAll("[\\w.]+[.$]", "");
            boolean given = method.getParameterCount() > loss.arguments().size();
            assertTrue(!given || method.getParameterTypes()[0] == FloatTensor.class, method.toString());
            switch (method.getName()) {
                case "forward" -> assertEquals("T", type);
                case "backward" -> assertEquals(gradient, type);
                case "valueAndGradient" -> assertEquals("ValueAndGradient<T, " + gradient + ">", type);
                case "backwardAll" -> assertEquals("AllGradients<T>", type);
                default -> assertTrue(isOfParameters(loss, method), method.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void recordsHaveAComponentForEachArgument(Loss loss) {
        boolean single = loss.trained().size() == 1;
        assertEquals(single ? List.of() : loss.trained(), components(loss, "Gradients"));
        boolean more = loss.differentiable().size() > loss.trained().size();
        assertEquals(more ? loss.differentiable() : List.of(), components(loss, "AllGradients"));
    }

    private static Set<Integer> parameters(Loss loss, String name) {
        Set<Integer> counts = new TreeSet<>();
        for (Method method : methods(loss)) {
            if (method.getName().equals(name)) {
                counts.add(method.getParameterCount());
            }
        }
        return counts;
    }

    /** Returns the loss's own public methods, without those of {@link Loss} and {@link Object}. */
    private static List<Method> methods(Loss loss) {
        Set<String> common = new TreeSet<>();
        for (Class<?> type : new Class<?>[] {Loss.class, Object.class}) {
            for (Method method : type.getMethods()) {
                common.add(method.getName());
            }
        }
        return Arrays.stream(loss.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !common.contains(method.getName()))
                .toList();
    }

    private static boolean isOfParameters(Loss loss, Method method) {
        List<String> parameters = names(loss.getClass());
        String name = method.getName().replaceFirst("^with", "");
        return parameters.contains(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
    }

    private static List<String> components(Loss loss, String record) {
        return Arrays.stream(loss.getClass().getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(record))
                .map(ApiShapeTest::names)
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
