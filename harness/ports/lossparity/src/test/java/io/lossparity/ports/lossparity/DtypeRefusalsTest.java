package io.lossparity.ports.lossparity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row was asked of PyTorch 1.4.0: two dtypes, the arguments that require a gradient, and whether it answers. */
class DtypeRefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "L1Loss, float32, bool, mean, input, false",
        "L1Loss, float32, int64, mean, input, true",
        "L1Loss, int64, int64, mean, '', false",
        "L1Loss, int64, int64, sum, '', true",
        "L1Loss, float16, float16, none, '', false",
        "L1Loss, float16, int64, none, '', false",
        "L1Loss, float16, float32, none, '', true",
        "L1Loss, int64, float32, sum, input, false",
        "MSELoss, float32, float64, mean, '', true",
        "MSELoss, float32, float64, mean, input, false",
        "MSELoss, float32, float64, mean, target, true",
        "MSELoss, float32, bool, mean, '', true",
        "MSELoss, bool, float32, mean, target, false",
        "MSELoss, int64, int32, none, '', false",
        "MSELoss, float16, float16, mean, '', false",
        "MSELoss, float16, float16, none, '', true",
        "SmoothL1Loss, float16, float16, none, '', false",
        "SmoothL1Loss, int64, int64, none, '', true",
        "SmoothL1Loss, int64, int64, mean, '', false",
        "SmoothL1Loss, float32, int64, mean, input, false",
        "KLDivLoss, float32, int64, mean, '', false",
        "KLDivLoss, int64, float32, sum, '', true",
        "KLDivLoss, float32, float64, sum, target, true",
        "KLDivLoss, float32, float64, sum, input, false",
        "BCELoss, float32, float64, mean, '', false",
        "BCELoss, float32, int64, mean, '', false",
        "SoftMarginLoss, float64, float32, mean, '', false",
        "PoissonNLLLoss, int64, float32, mean, '', false",
        "PoissonNLLLoss, float32, bool, mean, input, true",
        "HingeEmbeddingLoss, int64, float32, mean, '', false",
        "HingeEmbeddingLoss, int64, float32, sum, '', true",
        "HingeEmbeddingLoss, float32, float16, sum, '', false",
        "BCEWithLogitsLoss, float32, int64, mean, '', false",
        "BCEWithLogitsLoss, float64, float32, mean, input, true",
    })
    void rejectsWhatPyTorchRejectsAndNothingElse(
            String loss, String input, String target, String reduction, String required, boolean answers) {
        LossCall call = new LossCall(
                loss,
                DType.FLOAT32,
                Map.of("reduction", reduction),
                Map.of("input", tensor(input), "target", tensor(target)),
                Arrays.stream(required.split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()),
                Optional.empty());
        assertEquals(!answers, DtypeRefusals.hold(call));
        LossParityPort port = new LossParityPort();
        if (answers) {
            assertInstanceOf(Unsupported.class, port.evaluate(call));
        } else {
            assertThrows(IllegalArgumentException.class, () -> port.evaluate(call));
        }
    }

    private static TensorValue tensor(String name) {
        DType dtype = DType.valueOf(name.toUpperCase(Locale.ROOT));
        int[] shape = {1};
        return switch (dtype) {
            case FLOAT32 -> TensorValue.ofFloats(shape, 1);
            case FLOAT64 -> TensorValue.ofDoubles(shape, 1);
            case FLOAT16 -> TensorValue.ofHalves(shape, 1);
            case INT64 -> TensorValue.ofLongs(shape, 1);
            case INT32, UINT8, BOOL -> TensorValue.ofIntegers(dtype, shape, 1);
        };
    }
}
