package io.lossparity.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * The arguments of a row: every worker reads the same file.
 *
 * <p>The file has a line for the loss and its dtype, one for each tensor with its name, kind (f or l) and sizes, an empty
 * line, and then the elements as big-endian doubles or longs, tensor by tensor.
 */
public final class RowArguments {
    /** One argument: doubles, to be rounded to the dtype, or longs. */
    public record Argument(List<Integer> shape, double[] doubles, long[] longs) {
        /** Returns the number of its elements. */
        public int size() {
            return shape.stream().reduce(1, (a, b) -> a * b);
        }
    }

    final String loss;
    final String dtype;
    final Map<String, Argument> arguments = new LinkedHashMap<>();

    /** Returns PyTorch's name of the loss. */
    public String loss() {
        return loss;
    }

    /** Returns float32 or float64. */
    public String dtype() {
        return dtype;
    }

    /** Returns the arguments in their order. */
    public Map<String, Argument> arguments() {
        return Collections.unmodifiableMap(arguments);
    }

    private RowArguments(String loss, String dtype) {
        this.loss = loss;
        this.dtype = dtype;
    }

    /** Draws the arguments of a row, always the same ones. */
    static RowArguments of(Row row) {
        RowArguments inputs = new RowArguments(row.loss(), row.dtype());
        Random random = new Random(7);
        if (row.loss().equals("CTCLoss")) {
            inputs.addSequences(row.sizes(), random);
        } else {
            inputs.addMatrices(row.sizes(), random);
        }
        return inputs;
    }

    private void addMatrices(List<Integer> shape, Random random) {
        int rows = shape.get(0);
        int columns = shape.get(1);
        DoubleSupplier sign = () -> random.nextBoolean() ? 1 : -1;
        DoubleSupplier bit = () -> random.nextBoolean() ? 1 : 0;
        add("input", shape, loss.equals("BCELoss") ? random::nextDouble : random::nextGaussian);
        switch (loss) {
            case "NLLLoss", "CrossEntropyLoss", "MultiMarginLoss" ->
                add("target", List.of(rows), random.longs(rows, 0, columns).toArray());
            case "MultiLabelMarginLoss" -> add("target", shape, labels(rows, columns, random));
            case "BCELoss", "BCEWithLogitsLoss", "MultiLabelSoftMarginLoss" -> add("target", shape, bit);
            case "KLDivLoss" -> add("target", shape, random::nextDouble);
            case "PoissonNLLLoss" -> add("target", shape, () -> random.nextInt(5));
            case "HingeEmbeddingLoss", "SoftMarginLoss" -> add("target", shape, sign);
            case "MarginRankingLoss", "CosineEmbeddingLoss" -> {
                add("input2", shape, random::nextGaussian);
                add("target", loss.equals("MarginRankingLoss") ? shape : List.of(rows), sign);
            }
            case "TripletMarginLoss" -> {
                add("input2", shape, random::nextGaussian);
                add("target", shape, random::nextGaussian);
            }
            default -> add("target", shape, random::nextGaussian);
        }
    }

    /** Returns up to 16 labels in each row, then -1. */
    private static long[] labels(int rows, int columns, Random random) {
        long[] labels = new long[rows * columns];
        int count = Math.min(16, (columns + 15) / 16);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % columns < count ? random.nextInt(columns) : -1;
        }
        return labels;
    }

    private void addSequences(List<Integer> sizes, Random random) {
        int frames = sizes.get(0);
        int classes = sizes.get(1);
        int samples = sizes.get(2);
        int labels = sizes.get(3);
        double[] logProbs = random.doubles((long) frames * classes * samples).toArray();
        for (int from = 0; from < logProbs.length; from += classes) {
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                sum += Math.exp(logProbs[i]);
            }
            for (int i = from; i < from + classes; i++) {
                logProbs[i] -= Math.log(sum);
            }
        }
        arguments.put("input", new Argument(List.of(frames, samples, classes), logProbs, null));
        add(
                "target",
                List.of(samples, labels),
                random.longs((long) samples * labels, 1, classes).toArray());
        add(
                "inputLengths",
                List.of(samples),
                random.longs(samples, frames, frames + 1).toArray());
        add(
                "targetLengths",
                List.of(samples),
                random.longs(samples, labels, labels + 1).toArray());
    }

    private void add(String name, List<Integer> shape, DoubleSupplier values) {
        double[] doubles = new double[shape.stream().reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values.getAsDouble();
        }
        arguments.put(name, new Argument(shape, doubles, null));
    }

    private void add(String name, List<Integer> shape, long[] values) {
        arguments.put(name, new Argument(shape, null, values));
    }

    /** Writes the file. */
    void write(Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16))) {
            out.writeBytes(loss + " " + dtype + "\n");
            for (Map.Entry<String, Argument> entry : arguments.entrySet()) {
                Argument argument = entry.getValue();
                out.writeBytes(entry.getKey() + (argument.longs == null ? " f" : " l"));
                for (int size : argument.shape) {
                    out.writeBytes(" " + size);
                }
                out.writeBytes("\n");
            }
            out.writeBytes("\n");
            for (Argument argument : arguments.values()) {
                for (int i = 0; i < argument.size(); i++) {
                    if (argument.longs == null) {
                        out.writeDouble(argument.doubles[i]);
                    } else {
                        out.writeLong(argument.longs[i]);
                    }
                }
            }
        }
    }

    /** Reads a file. */
    static RowArguments read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16))) {
            String[] head = line(in).split(" ", -1);
            RowArguments inputs = new RowArguments(head[0], head[1]);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] words = line.split(" ", -1);
                List<Integer> shape = List.of(words).subList(2, words.length).stream()
                        .map(Integer::valueOf)
                        .toList();
                boolean floating = words[1].equals("f");
                int size = shape.stream().reduce(1, (a, b) -> a * b);
                inputs.arguments.put(
                        words[0],
                        new Argument(shape, floating ? new double[size] : null, floating ? null : new long[size]));
            }
            for (Argument argument : inputs.arguments.values()) {
                for (int i = 0; i < argument.size(); i++) {
                    if (argument.longs == null) {
                        argument.doubles[i] = in.readDouble();
                    } else {
                        argument.longs[i] = in.readLong();
                    }
                }
            }
            return inputs;
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
