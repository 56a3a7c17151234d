package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.losses.Loss;
import io.lossparity.losses.Reduction;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our losses state their parameters and defaults themselves; the signatures that torch gave must say the same. */
class SignatureWitnessTest {
    private static final Set<String> LEGACY = Set.of("sizeAverage", "reduce");

    static Stream<Class<?>> losses() {
        return Arrays.stream(Loss.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void defaultsAreTorchs(Class<?> loss) throws ReflectiveOperationException {
        LossSignature signature = Signatures.bundled().of(loss.getSimpleName()).orElseThrow();
        Map<String, Object> stated = new LinkedHashMap<>();
        signature.parameters().stream()
                .filter(each -> !LEGACY.contains(each.name()))
                .forEach(each -> stated.put(each.name(), each.initial()));
        Map<String, Object> ours = new LinkedHashMap<>();
        Object byDefault = loss.getConstructor().newInstance();
        for (RecordComponent component : loss.getRecordComponents()) {
            ours.put(component.getName(), value(component.getAccessor().invoke(byDefault)));
        }
        assertEquals(stated, ours);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void argumentsAndGradientsAreTorchs(Class<?> loss) throws ReflectiveOperationException {
        LossSignature signature = Signatures.bundled().of(loss.getSimpleName()).orElseThrow();
        Loss ours = (Loss) loss.getConstructor().newInstance();
        assertEquals(loss.getSimpleName(), ours.name());
        assertEquals(
                signature.arguments().stream().map(LossSignature.Argument::name).toList(), ours.arguments());
        Stream<String> arguments = signature.arguments().stream()
                .filter(LossSignature.Argument::differentiable)
                .map(LossSignature.Argument::name);
        Stream<String> parameters = signature.parameters().stream()
                .filter(LossSignature.Parameter::differentiable)
                .map(LossSignature.Parameter::name);
        assertEquals(Stream.concat(arguments, parameters).toList(), ours.differentiable());
    }

    private static Object value(Object value) {
        if (value instanceof Reduction reduction) {
            return reduction.torchName();
        }
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }
}
