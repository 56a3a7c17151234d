package io.lossparity.render.facts;

import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.LossCall;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A loss as its page states it: formula, letters, defaults, and what an element of it belongs to. */
final class StatedLoss {
    private static final String BROADCAST = "One l for each element; the arguments broadcast.";
    private static final String ELEMENTWISE = "One l for each element.";
    private static final String STORAGE = "One l for each element; input and target pair in storage order,"
            + " and the weight broadcasts with the target.";
    private static final String SAMPLES = "One l for each sample; the arguments broadcast, and i indexes their axis 1.";
    private static final String AXIS_1 = "One l for each element of the target; i and y index the input's axis 1.";
    private static final String ROWS = "One l for each row; i and j index the input's last axis.";
    private static final String SEQUENCES = "One l for each sequence of the batch; alignments(y, T, blank) are the"
            + " series of T classes that become y when repeats are merged and then blanks are dropped,"
            + " for targets without the blank.";
    private static final String ELEMENTS = "the number of the input's elements";
    private static final String OPTIONAL = ", 1 if None";

    private final LossText text;
    private final FactFormula formula;

    StatedLoss(LossText text) {
        this.text = text;
        this.formula = new FactFormula(text.formula());
    }

    /** Returns what the page says that a call gives; its shape is not meant. */
    FactTensor output(LossCall call) {
        FactArguments arguments = FactArguments.of(call, text);
        Scope scope = switch (text.each()) {
            case BROADCAST, ELEMENTWISE, SAMPLES -> whole(arguments, Map.of());
            case STORAGE -> storage(arguments);
            case AXIS_1 -> rows(arguments, axisOne(arguments.required("input")), 1);
            case ROWS -> rows(arguments, lastAxis(arguments.required("input")), 0);
            case SEQUENCES -> sequences(arguments);
            default -> throw new Scope.FormulaException("nobody knows what this means: " + text.each());
        };
        return formula.reduce(arguments.reduction(text), scope);
    }

    private Scope whole(FactArguments arguments, Map<String, FactTensor> aligned) {
        Scope scope = parameters(new Scope(false), arguments);
        text.symbols().forEach((symbol, meaning) -> scope.set(symbol, symbol(meaning, arguments, aligned)));
        formula.run(scope);
        return scope;
    }

    private Scope storage(FactArguments arguments) {
        int[] shape = arguments.required("input").shape();
        FactTensor target = arguments.required("target");
        FactTensor weight =
                arguments.tensor("weight").orElse(FactTensor.scalar(1)).with(target, (w, y) -> w);
        return whole(
                arguments,
                Map.of("target", new FactTensor(shape, target.data()), "weight", new FactTensor(shape, weight.data())));
    }

    private FactTensor symbol(String meaning, FactArguments arguments, Map<String, FactTensor> aligned) {
        Optional<int[]> shape = arguments.tensor("input").map(FactTensor::shape);
        return switch (meaning) {
            case "the size of the input's first axis, 1 if it has none" ->
                FactTensor.scalar(shape.orElseThrow().length == 0 ? 1 : shape.get()[0]);
            case ELEMENTS -> FactTensor.scalar(FactTensor.elements(shape.orElseThrow()));
            case "the size of the input's axis 1" -> FactTensor.scalar(shape.orElseThrow()[1]);
            default -> {
                boolean optional = meaning.endsWith(OPTIONAL);
                String name = optional ? meaning.substring(0, meaning.length() - OPTIONAL.length()) : meaning;
                yield aligned.containsKey(name)
                        ? aligned.get(name)
                        : arguments.tensor(name).orElse(optional ? FactTensor.scalar(1) : null);
            }
        };
    }

    private Scope parameters(Scope scope, FactArguments arguments) {
        for (LossText.Parameter parameter : text.parameters()) {
            scope.set(parameter.name(), arguments.tensor(parameter.name()).orElse(null));
        }
        return scope;
    }

    /** The classes of each position; the positions in the order of the target's elements. */
    private static List<FactTensor> axisOne(FactTensor input) {
        int inner = FactTensor.elements(Arrays.copyOfRange(input.shape(), 2, input.shape().length));
        int classes = input.shape()[1];
        return IntStream.range(0, input.shape()[0] * inner)
                .mapToObj(i -> FactTensor.vector(IntStream.range(0, classes)
                        .mapToDouble(c -> input.data()[(i / inner * classes + c) * inner + i % inner])
                        .toArray()))
                .toList();
    }

    private static List<FactTensor> lastAxis(FactTensor input) {
        return input.shape().length == 2
                ? IntStream.range(0, input.shape()[0]).mapToObj(input::row).toList()
                : List.of(FactTensor.vector(input.data()));
    }

    /** Runs the formula row by row. A target that is a matrix, or a vector like the only row, has a row for each. */
    private Scope rows(FactArguments arguments, List<FactTensor> inputs, int classAxis) {
        FactTensor target = arguments.required("target");
        Scope[] rows = new Scope[inputs.size()];
        for (int n = 0; n < rows.length; n++) {
            FactTensor input = inputs.get(n);
            int labels = classAxis == 1 ? 1 : target.data().length / rows.length;
            double[] own = Arrays.copyOfRange(target.data(), n * labels, (n + 1) * labels);
            FactTensor y = labels == 1 ? new FactTensor(new int[0], own) : FactTensor.vector(own);
            Scope scope = parameters(new Scope(true), arguments);
            arguments.tensor("weight").ifPresent(w -> scope.set("weight", FactTensor.vector(w.data())));
            Map<String, FactTensor> aligned = arguments
                    .tensor("weight")
                    .map(w -> Map.of("input", input, "target", y, "weight", FactTensor.vector(w.data())))
                    .orElse(Map.of("input", input, "target", y));
            text.symbols()
                    .forEach((symbol, meaning) -> scope.set(
                            symbol,
                            meaning.equals("the number of classes")
                                    ? FactTensor.scalar(input.data().length)
                                    : symbol(meaning, arguments, aligned)));
            scope.set("classes", FactTensor.scalar(input.data().length));
            formula.run(scope);
            rows[n] = scope;
        }
        return collected(rows, arguments);
    }

    private Scope sequences(FactArguments arguments) {
        FactTensor logProbs = arguments.required("logProbs");
        FactTensor targets = arguments.required("targets");
        double[] lengths = arguments.required("targetLengths").data();
        Scope[] rows = new Scope[logProbs.shape()[1]];
        int joined = 0;
        for (int n = 0; n < rows.length; n++) {
            int start = targets.shape().length == 2 ? n * targets.shape()[1] : joined;
            joined += (int) lengths[n];
            int classes = logProbs.shape()[2];
            int sequence = n;
            double[] own = IntStream.range(0, logProbs.shape()[0])
                    .mapToObj(t -> logProbs.row(t).row(sequence).data())
                    .flatMapToDouble(DoubleStream::of)
                    .toArray();
            Map<String, FactTensor> aligned = Map.of(
                    "logProbs", new FactTensor(new int[] {logProbs.shape()[0], classes}, own),
                    "targets", FactTensor.vector(Arrays.copyOfRange(targets.data(), start, start + (int) lengths[n])),
                    "inputLengths",
                            FactTensor.scalar(arguments.required("inputLengths").data()[n]),
                    "targetLengths", FactTensor.scalar(lengths[n]));
            Scope scope = parameters(new Scope(true), arguments).set("classes", FactTensor.scalar(classes));
            text.symbols().forEach((symbol, meaning) -> scope.set(symbol, symbol(meaning, arguments, aligned)));
            formula.run(scope);
            rows[n] = scope;
        }
        return collected(rows, arguments);
    }

    /** Makes vectors of what the rows have found. */
    private Scope collected(Scope[] rows, FactArguments arguments) {
        Scope all = new Scope(true);
        text.symbols().forEach((symbol, meaning) -> {
            if (meaning.equals(ELEMENTS)) {
                all.set(symbol, symbol(meaning, arguments, Map.of()));
            }
        });
        for (String name : List.of("l", "v", "S")) {
            if (Arrays.stream(rows).allMatch(row -> row.has(name))) {
                all.set(
                        name,
                        FactTensor.vector(Arrays.stream(rows)
                                .mapToDouble(row -> row.tensor(name).item())
                                .toArray()));
            }
        }
        return all;
    }
}
