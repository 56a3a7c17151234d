package io.lossparity.ports.libtorch;

import io.lossparity.bench.BenchWorker;
import io.lossparity.bench.RowArguments;
import io.lossparity.ports.base.Arguments;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Measures libtorch for {@code lossparity bench --against libtorch}. */
public final class LibtorchWorker {
    private static final Map<String, List<String>> NAMES = Map.of(
            "CTCLoss", List.of("logProbs", "targets", "inputLengths", "targetLengths"),
            "MarginRankingLoss", List.of("input1", "input2", "target"),
            "CosineEmbeddingLoss", List.of("input1", "input2", "target"),
            "TripletMarginLoss", List.of("anchor", "positive", "negative"));

    private LibtorchWorker() {}

    /** Answers the commands of a worker. */
    public static void main(String[] arguments) throws IOException {
        BenchWorker.serve("libtorch " + new LibtorchPort().version(), LibtorchWorker::call);
    }

    /** Returns the call, for value and gradients, of existing native tensors. */
    @SuppressWarnings("try") // the scope only has to be open
    private static Supplier<?> call(RowArguments row) {
        List<String> names = NAMES.getOrDefault(row.loss(), List.of("input", "target"));
        Map<String, Object> values = new LinkedHashMap<>();
        row.arguments().values().forEach(value -> values.put(names.get(values.size()), tensor(row, value)));
        Set<String> trained = switch (row.loss()) {
            case "MarginRankingLoss", "CosineEmbeddingLoss" -> Set.of("input1", "input2");
            case "TripletMarginLoss" -> Set.copyOf(names);
            default -> Set.of(names.get(0));
        };
        DType dtype = row.dtype().equals("float64") ? DType.FLOAT64 : DType.FLOAT32;
        Arguments arguments =
                new Arguments(new LossCall(row.loss(), dtype, Map.of(), values, trained, Optional.empty()));
        Leaves leaves = new Leaves(trained);
        Forward forward = LibtorchLosses.BY_NAME.get(row.loss()).construct(new LibtorchParameters(arguments, leaves));
        LibtorchInputs inputs = new LibtorchInputs(arguments, leaves);
        Tensor kept = forward.apply(inputs); // makes the tensors, outside of a scope that would free them
        return () -> {
            try (PointerScope scope = new PointerScope()) {
                leaves.reset();
                forward.apply(inputs).backward();
            }
            return kept;
        };
    }

    private static TensorValue tensor(RowArguments row, RowArguments.Argument argument) {
        int[] shape = argument.shape().stream().mapToInt(size -> size).toArray();
        if (argument.longs() != null) {
            return TensorValue.ofLongs(shape, argument.longs());
        }
        DType dtype = row.dtype().equals("float64") ? DType.FLOAT64 : DType.FLOAT32;
        return TensorValue.of(dtype, shape, argument.doubles());
    }
}
