package io.lossparity.kit.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private static String text(Object message) {
        return new String(Wire.line(message), StandardCharsets.UTF_8);
    }

    private static TensorValue sent(TensorValue tensor) {
        Reply reply = ReplyReader.read(Wire.line(new Reply.Computed(1, tensor, Map.of(), null)));
        return ((Reply.Computed) reply).output();
    }

    @Test
    void floatsArriveToTheBit() {
        Random random = new Random(7);
        float[] floats = new float[20_000];
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            floats[i] = Float.isNaN(any) ? Float.NaN : any;
            double some = Double.longBitsToDouble(random.nextLong());
            doubles[i] = Double.isNaN(some) ? Double.NaN : some;
        }
        floats[0] = -0f;
        floats[1] = Float.MIN_VALUE;
        doubles[0] = -0d;
        doubles[1] = Double.MIN_VALUE;
        TensorValue narrow = TensorValue.ofFloats(new int[] {floats.length}, floats);
        TensorValue wide = TensorValue.ofDoubles(new int[] {100, 200}, doubles);
        assertEquals(narrow, sent(narrow));
        assertEquals(wide, sent(wide));
    }

    @Test
    void floatsAreWrittenAsShortestDecimals() {
        TensorValue floats = TensorValue.ofFloats(new int[] {6}, 1f, -0f, 1e-45f, 2e-3f, 3.4e38f, Float.NaN);
        assertTrue(text(new Reply.Computed(1, floats, Map.of(), null))
                .contains("[1.0,-0.0,1.4E-45,0.002,3.4E38,\"NaN\"]"));
        TensorValue doubles =
                TensorValue.ofDoubles(new int[] {3}, 2e-323, 2.2250738585072014e-308, Double.NEGATIVE_INFINITY);
        assertTrue(text(new Reply.Computed(1, doubles, Map.of(), null))
                .contains("[2.0E-323,2.2250738585072014E-308,\"-Infinity\"]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"int64 | 9007199254740993", "int32 | -7", "uint8 | 255", "bool | 1", "float16 | 0.5"})
    void everyTypeArrives(String dtype, String value) {
        DType type = DType.ofTorchName(dtype);
        TensorValue tensor = type.isFloating()
                ? TensorValue.ofHalves(new int[] {1, 1}, Float.parseFloat(value))
                : TensorValue.ofIntegers(type, new int[] {1, 1}, Long.parseLong(value));
        assertEquals(tensor, sent(tensor));
    }

    @Test
    void callArrivesWithItsTypesAndOrder() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("weight", TensorValue.ofFloats(new int[] {1}, 2f));
        params.put("sizeAverage", null);
        params.put("reduce", true);
        params.put("ignoreIndex", -100L);
        params.put("margin", 1.0);
        params.put("eps", Double.POSITIVE_INFINITY);
        params.put("reduction", "mean");
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("logProbs", TensorValue.ofFloats(new int[] {0, 2}));
        inputs.put("inputLengths", new long[] {3, 2});
        LossCall call = new LossCall("CTCLoss", DType.FLOAT32, params, inputs, Set.of("logProbs"), Optional.empty());
        LossCall got =
                QuestionReader.read(Wire.line(PortQuestion.Call.of(5, call))).call();
        assertEquals(params, got.params());
        assertEquals(params.keySet().toString(), got.params().keySet().toString());
        assertEquals(inputs.get("logProbs"), got.inputs().get("logProbs"));
        assertArrayEquals(new long[] {3, 2}, (long[]) got.inputs().get("inputLengths"));
        assertEquals(Set.of("logProbs"), got.requiresGrad());
        assertEquals(Optional.empty(), got.gradOutput());
    }

    @Test
    void keysMayComeInAnyOrderAndIntegersForFloats() {
        String line = "{\"grads\":{\"input\":null},\"output\":{\"data\":[1,0.1000000014901161193],\"shape\":[2],"
                + "\"dtype\":\"float32\"},\"id\":3,\"type\":\"computed\"}";
        Reply.Computed computed = (Reply.Computed) ReplyReader.read(line.getBytes(StandardCharsets.UTF_8));
        assertEquals(TensorValue.ofFloats(new int[] {2}, 1f, 0.1f), computed.output());
        assertNull(computed.grads().get("input"));
        assertTrue(((io.lossparity.spi.LossOutcome.Computed) computed.toOutcome())
                .grads()
                .isEmpty());
    }
}
