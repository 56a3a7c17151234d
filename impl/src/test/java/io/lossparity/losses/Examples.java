package io.lossparity.losses;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Each loss, and arguments that it accepts: so many rows of so many elements. */
final class Examples {
    private static final int LABELS = 3;
    private static final Set<String> PER_ROW = Set.of(
            "NLLLoss",
            "CrossEntropyLoss",
            "MultiMarginLoss",
            "MultiLabelMarginLoss",
            "MultiLabelSoftMarginLoss",
            "CosineEmbeddingLoss",
            "TripletMarginLoss",
            "CTCLoss");

    private final Random random = new Random(1);
    private final boolean single;
    private final int rows;
    private final int columns;

    Examples(boolean single, int rows, int columns) {
        this.single = single;
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns each loss with PyTorch's defaults. */
    static Stream<Loss> losses() {
        Stream.Builder<Loss> losses = Stream.builder();
        for (Class<?> loss : Loss.class.getPermittedSubclasses()) {
            try {
                losses.add((Loss) loss.getConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(loss.getName(), e);
            }
        }
        return losses.build();
    }

    /** Calls a method of the loss by its name; of those with so many arguments, the one without integer targets. */
    static Object call(Loss loss, String name, List<Tensor> arguments) throws ReflectiveOperationException {
        for (Method method : loss.getClass().getMethods()) {
            boolean integers = method.getParameterTypes().length == arguments.size()
                    && arguments.get(arguments.size() - 1) instanceof FloatTensor
                    && method.getParameterTypes()[arguments.size() - 1] == Int64Tensor.class;
            if (method.getName().equals(name) && method.getParameterCount() == arguments.size() && !integers) {
                return method.invoke(loss, arguments.toArray());
            }
        }
        throw new AssertionError(loss + "." + name);
    }

    /** Returns arguments of the loss in their order. */
    Tensor[] arguments(Loss loss) {
        Shape shape = Shape.of(rows, columns);
        Tensor x = floats(shape, random::nextGaussian);
        return switch (loss.name()) {
            case "BCELoss" -> new Tensor[] {floats(shape, random::nextDouble), floats(shape, random::nextDouble)};
            case "NLLLoss", "CrossEntropyLoss", "MultiMarginLoss" -> new Tensor[] {x, longs(Shape.of(rows), 0)};
            case "MultiLabelMarginLoss" -> new Tensor[] {x, longs(shape, -1)};
            case "MarginRankingLoss", "TripletMarginLoss" ->
                new Tensor[] {x, floats(shape, random::nextGaussian), floats(shape, random::nextGaussian)};
            case "CosineEmbeddingLoss" ->
                new Tensor[] {x, floats(shape, random::nextGaussian), floats(Shape.of(rows), this::sign)};
            case "HingeEmbeddingLoss", "SoftMarginLoss" -> new Tensor[] {x, floats(shape, this::sign)};
            case "CTCLoss" -> {
                Tensor logProbs = floats(Shape.of(columns, rows, 5), () -> -random.nextDouble());
                Shape labelled = Shape.of(rows, LABELS);
                long[] labels = random.longs(labelled.elements(), 1, 5).toArray();
                yield new Tensor[] {
                    logProbs,
                    Int64Tensor.of(labelled, labels),
                    Int64Tensor.vector(
                            random.longs(rows, 2 * LABELS, columns + 1).toArray()),
                    Int64Tensor.vector(random.longs(rows, 1, LABELS + 1).toArray())
                };
            }
            default -> new Tensor[] {x, floats(shape, random::nextDouble)};
        };
    }

    /** Returns the shape of the output for those arguments. */
    Shape outputShape(Loss loss) {
        if (loss.reduction() != Reduction.NONE) {
            return Shape.scalar();
        }
        return PER_ROW.contains(loss.name()) ? Shape.of(rows) : Shape.of(rows, columns);
    }

    /** Returns a tensor of the dtype. */
    FloatTensor floats(Shape shape, DoubleSupplier values) {
        double[] data = new double[shape.elements()];
        float[] floats = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = values.getAsDouble();
            floats[i] = (float) data[i];
        }
        return single ? Float32Tensor.of(shape, floats) : Float64Tensor.of(shape, data);
    }

    private double sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    private Int64Tensor longs(Shape shape, long lowest) {
        return Int64Tensor.of(
                shape, random.longs(shape.elements(), lowest, columns).toArray());
    }
}
