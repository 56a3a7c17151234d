package io.lossparity.bench;

import io.lossparity.losses.BCELoss;
import io.lossparity.losses.BCEWithLogitsLoss;
import io.lossparity.losses.CTCLoss;
import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.losses.CrossEntropyLoss;
import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.losses.Into;
import io.lossparity.losses.KLDivLoss;
import io.lossparity.losses.L1Loss;
import io.lossparity.losses.Loss;
import io.lossparity.losses.MSELoss;
import io.lossparity.losses.MarginRankingLoss;
import io.lossparity.losses.MultiLabelMarginLoss;
import io.lossparity.losses.MultiLabelSoftMarginLoss;
import io.lossparity.losses.MultiMarginLoss;
import io.lossparity.losses.NLLLoss;
import io.lossparity.losses.PoissonNLLLoss;
import io.lossparity.losses.SmoothL1Loss;
import io.lossparity.losses.SoftMarginLoss;
import io.lossparity.losses.TripletMarginLoss;
import io.lossparity.losses.ValueAndGradient;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.function.Supplier;

/** Our losses with PyTorch's defaults, called for value and gradient. */
final class OurLosses {
    private final RowArguments inputs;

    private OurLosses(RowArguments inputs) {
        this.inputs = inputs;
    }

    /** Returns the call that a row measures. */
    static Supplier<ValueAndGradient<?, ?>> call(RowArguments inputs) {
        return new OurLosses(inputs).call();
    }

    /** Returns the same call into existing arrays; it returns the array of the value. */
    static Supplier<?> callInto(RowArguments inputs) {
        return new OurLosses(inputs).callInto();
    }

    private Supplier<?> callInto() {
        Loss loss = loss(inputs.loss);
        Tensor[] tensors = inputs.arguments.keySet().stream()
                .map(name -> inputs.arguments.get(name).longs() == null ? floats(name) : longs(name))
                .toArray(Tensor[]::new);
        boolean wide = inputs.dtype.equals("float64");
        float[] value = new float[1];
        double[] wideValue = new double[1];
        Into into = wide ? new Into().value(wideValue) : new Into().value(value);
        for (String name : loss.trained()) {
            int size = tensors[loss.arguments().indexOf(name)].size();
            into = wide ? into.gradient(name, new double[size]) : into.gradient(name, new float[size]);
        }
        Into arrays = into;
        return () -> {
            loss.compute(arrays, tensors);
            return wide ? wideValue : value;
        };
    }

    private static Loss loss(String name) {
        try {
            return Class.forName(Loss.class.getPackageName() + "." + name)
                    .asSubclass(Loss.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("there is no loss " + name, e);
        }
    }

    private Supplier<ValueAndGradient<?, ?>> call() {
        FloatTensor x = floats("input");
        return switch (inputs.loss) {
            case "NLLLoss", "CrossEntropyLoss", "MultiMarginLoss", "MultiLabelMarginLoss" ->
                classes(x, longs("target"));
            case "MarginRankingLoss", "CosineEmbeddingLoss", "TripletMarginLoss" ->
                threes(x, floats("input2"), floats("target"));
            case "CTCLoss" -> sequences(x);
            default -> pairs(x, floats("target"));
        };
    }

    private Supplier<ValueAndGradient<?, ?>> pairs(FloatTensor x, FloatTensor y) {
        return switch (inputs.loss) {
            case "L1Loss" -> () -> new L1Loss().valueAndGradient(x, y);
            case "MSELoss" -> () -> new MSELoss().valueAndGradient(x, y);
            case "SmoothL1Loss" -> () -> new SmoothL1Loss().valueAndGradient(x, y);
            case "BCELoss" -> () -> new BCELoss().valueAndGradient(x, y);
            case "BCEWithLogitsLoss" -> () -> new BCEWithLogitsLoss().valueAndGradient(x, y);
            case "KLDivLoss" -> () -> new KLDivLoss().valueAndGradient(x, y);
            case "PoissonNLLLoss" -> () -> new PoissonNLLLoss().valueAndGradient(x, y);
            case "HingeEmbeddingLoss" -> () -> new HingeEmbeddingLoss().valueAndGradient(x, y);
            case "SoftMarginLoss" -> () -> new SoftMarginLoss().valueAndGradient(x, y);
            case "MultiLabelSoftMarginLoss" -> () -> new MultiLabelSoftMarginLoss().valueAndGradient(x, y);
            default -> throw new IllegalArgumentException(inputs.loss);
        };
    }

    private Supplier<ValueAndGradient<?, ?>> classes(FloatTensor x, Int64Tensor y) {
        return switch (inputs.loss) {
            case "NLLLoss" -> () -> new NLLLoss().valueAndGradient(x, y);
            case "CrossEntropyLoss" -> () -> new CrossEntropyLoss().valueAndGradient(x, y);
            case "MultiMarginLoss" -> () -> new MultiMarginLoss().valueAndGradient(x, y);
            default -> () -> new MultiLabelMarginLoss().valueAndGradient(x, y);
        };
    }

    private Supplier<ValueAndGradient<?, ?>> threes(FloatTensor x, FloatTensor x2, FloatTensor y) {
        return switch (inputs.loss) {
            case "MarginRankingLoss" -> () -> new MarginRankingLoss().valueAndGradient(x, x2, y);
            case "CosineEmbeddingLoss" -> () -> new CosineEmbeddingLoss().valueAndGradient(x, x2, y);
            default -> () -> new TripletMarginLoss().valueAndGradient(x, x2, y);
        };
    }

    private Supplier<ValueAndGradient<?, ?>> sequences(FloatTensor x) {
        Int64Tensor targets = longs("target");
        Int64Tensor frames = longs("inputLengths");
        Int64Tensor labels = longs("targetLengths");
        return () -> new CTCLoss().valueAndGradient(x, targets, frames, labels);
    }

    private FloatTensor floats(String name) {
        RowArguments.Argument argument = inputs.arguments.get(name);
        if (inputs.dtype.equals("float64")) {
            return Float64Tensor.of(shape(argument), argument.doubles());
        }
        float[] rounded = new float[argument.size()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) argument.doubles()[i];
        }
        return Float32Tensor.of(shape(argument), rounded);
    }

    private Int64Tensor longs(String name) {
        RowArguments.Argument argument = inputs.arguments.get(name);
        return Int64Tensor.of(shape(argument), argument.longs());
    }

    private static Shape shape(RowArguments.Argument argument) {
        return Shape.of(argument.shape().stream().mapToInt(size -> size).toArray());
    }
}
