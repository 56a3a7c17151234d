package io.lossparity.ports.lossparity;

import static io.lossparity.spi.DType.BOOL;
import static io.lossparity.spi.DType.FLOAT16;
import static io.lossparity.spi.DType.FLOAT32;
import static io.lossparity.spi.DType.FLOAT64;
import static io.lossparity.spi.DType.INT32;
import static io.lossparity.spi.DType.INT64;
import static io.lossparity.spi.DType.UINT8;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Knows which calls PyTorch rejects because of their tensors' dtypes.
 *
 * <p>A typed call takes one floating dtype, and integers for classes and labels. PyTorch takes more: it promotes a
 * dtype, or never looks at it. If a typed call cannot express a call, the answer is a rejection only if PyTorch rejects
 * it too; otherwise it is unsupported. These rules decide it. A rule that matches a call which PyTorch answers would be
 * a defect. If PyTorch rejects a call that no rule matches, the answer is only less precise.
 */
final class DtypeRefusals {
    private static final Set<DType> INTEGERS = EnumSet.of(INT64, INT32, UINT8);
    private static final Set<DType> BOOLEANS = EnumSet.of(BOOL);
    private static final Set<DType> HALF = EnumSet.of(FLOAT16);
    private static final Set<DType> SMALL = EnumSet.of(BOOL, FLOAT16);
    private static final Set<DType> NOT_FLOAT = EnumSet.of(FLOAT16, INT64, INT32, UINT8, BOOL);
    private static final Set<DType> NOT_INT64 = EnumSet.complementOf(EnumSet.of(INT64));
    private static final Set<DType> NOT_INTEGER = EnumSet.of(FLOAT16, FLOAT32, FLOAT64, BOOL);
    private static final Map<String, Set<DType>> CLASSES =
            Map.of("input", NOT_FLOAT, "target", NOT_INT64, "weight", NOT_FLOAT);

    /** By loss and argument, the dtypes that PyTorch never accepts. */
    private static final Map<String, Map<String, Set<DType>>> NEVER = Map.ofEntries(
            Map.entry("BCELoss", Map.of("input", NOT_FLOAT, "target", NOT_FLOAT, "weight", NOT_FLOAT)),
            Map.entry("BCEWithLogitsLoss", Map.of("input", NOT_FLOAT, "target", NOT_FLOAT, "posWeight", SMALL)),
            Map.entry(
                    "CTCLoss",
                    Map.of("logProbs", NOT_FLOAT, "inputLengths", NOT_INTEGER, "targetLengths", NOT_INTEGER)),
            Map.entry("CosineEmbeddingLoss", Map.of("input1", HALF, "input2", HALF, "target", HALF)),
            Map.entry("CrossEntropyLoss", CLASSES),
            Map.entry("HingeEmbeddingLoss", Map.of("input", SMALL, "target", HALF)),
            Map.entry("KLDivLoss", Map.of("input", BOOLEANS, "target", NOT_FLOAT)),
            Map.entry("L1Loss", Map.of("input", BOOLEANS, "target", BOOLEANS)),
            Map.entry("MarginRankingLoss", Map.of("input1", BOOLEANS, "input2", BOOLEANS, "target", SMALL)),
            Map.entry("MultiLabelMarginLoss", CLASSES),
            Map.entry("MultiLabelSoftMarginLoss", Map.of("input", NOT_FLOAT, "target", SMALL)),
            Map.entry("MultiMarginLoss", CLASSES),
            Map.entry("NLLLoss", CLASSES),
            Map.entry("SoftMarginLoss", Map.of("input", NOT_FLOAT, "target", NOT_FLOAT)),
            Map.entry("TripletMarginLoss", Map.of("anchor", BOOLEANS, "positive", BOOLEANS, "negative", BOOLEANS)));

    /** By loss, the arguments that must have the same dtype. */
    private static final Map<String, List<String>> ALIKE = Map.of(
            "BCELoss", List.of("input", "target", "weight"),
            "CrossEntropyLoss", List.of("input", "weight"),
            "MultiMarginLoss", List.of("input", "weight"),
            "NLLLoss", List.of("input", "weight"),
            "SoftMarginLoss", List.of("input", "target"));

    private final LossCall call;
    private final Map<String, DType> dtypes = new LinkedHashMap<>();

    private DtypeRefusals(LossCall call) {
        this.call = call;
        call.inputs().forEach(this::add);
        call.params().forEach(this::add);
    }

    /** Returns whether PyTorch rejects the call for its dtypes. */
    static boolean hold(LossCall call) {
        DtypeRefusals rules = new DtypeRefusals(call);
        return rules.anIntegerRequiresAGradient()
                || rules.oneIsNeverTaken()
                || rules.thoseToBeAlikeDiffer()
                || rules.theLossRefuses();
    }

    private void add(String name, Object value) {
        if (value instanceof TensorValue tensor) {
            dtypes.put(name, tensor.dtype());
        }
    }

    private boolean anIntegerRequiresAGradient() {
        return call.requiresGrad().stream().map(dtypes::get).anyMatch(dtype -> dtype != null && !dtype.isFloating());
    }

    private boolean oneIsNeverTaken() {
        return NEVER.getOrDefault(call.loss(), Map.of()).entrySet().stream()
                .anyMatch(entry -> is(entry.getKey(), entry.getValue()));
    }

    private boolean thoseToBeAlikeDiffer() {
        return ALIKE.getOrDefault(call.loss(), List.of()).stream()
                        .map(dtypes::get)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1;
    }

    private boolean theLossRefuses() {
        return switch (call.loss()) {
            case "L1Loss" -> resultIsHalf() || (resultIsInteger() && isMean());
            case "MSELoss" ->
                resultIsInteger()
                        || (resultIsHalf() && (isMean() || !call.requiresGrad().isEmpty()))
                        || differencesAreRefused();
            case "SmoothL1Loss" -> resultIsHalf() || (resultIsInteger() && isMean()) || differencesAreRefused();
            case "KLDivLoss" ->
                call.requiresGrad().contains("input")
                        && hasElements()
                        && (is("input", HALF) || !is("target", EnumSet.of(dtypes.get("input"))));
            case "HingeEmbeddingLoss" -> is("input", INTEGERS) && isMean();
            case "PoissonNLLLoss" ->
                is("input", NOT_FLOAT) && !Boolean.FALSE.equals(call.params().get("logInput"));
            case "MarginRankingLoss" -> differenceIsHalf("input1", "input2");
            case "TripletMarginLoss" ->
                differenceIsHalf("anchor", "positive")
                        || differenceIsHalf("anchor", "negative")
                        || (is("anchor", HALF) && call.requiresGrad().contains("anchor"));
            default -> false;
        };
    }

    /** torch: a difference is promoted to float16, which has no subtraction. */
    private boolean differenceIsHalf(String first, String second) {
        return (is(first, HALF) && is(second, NOT_FLOAT)) || (is(first, NOT_FLOAT) && is(second, HALF));
    }

    /** torch: functional.py subtracts if the target requires a gradient; otherwise C++ needs one dtype in backward. */
    private boolean differencesAreRefused() {
        return call.requiresGrad().contains("target")
                ? dtypes.containsValue(BOOL)
                : !call.requiresGrad().isEmpty() && dtypes.get("input") != dtypes.get("target");
    }

    private boolean resultIsHalf() {
        Collection<DType> all = dtypes.values();
        return all.contains(FLOAT16) && !all.contains(FLOAT32) && !all.contains(FLOAT64);
    }

    private boolean resultIsInteger() {
        return dtypes.values().stream().noneMatch(DType::isFloating);
    }

    private boolean hasElements() {
        return call.inputs().values().stream().allMatch(value -> value instanceof TensorValue t && t.size() > 0);
    }

    /** Returns whether the reduction is the mean and no legacy flag is given. */
    private boolean isMean() {
        Object word = call.params().getOrDefault("reduction", "mean");
        return "mean".equals(word)
                && call.params().get("sizeAverage") == null
                && call.params().get("reduce") == null;
    }

    private boolean is(String argument, Set<DType> set) {
        DType dtype = dtypes.get(argument);
        return dtype != null && set.contains(dtype);
    }
}
