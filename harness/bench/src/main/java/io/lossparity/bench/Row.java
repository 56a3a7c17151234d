package io.lossparity.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the table: a loss, a dtype and sizes.
 *
 * @param loss PyTorch's name
 * @param dtype float32 or float64
 * @param sizes rows and columns; for CTCLoss frames, classes, samples and labels
 */
record Row(String loss, String dtype, List<Integer> sizes) {
    private static final List<String> LOSSES = List.of(
            "L1Loss",
            "MSELoss",
            "SmoothL1Loss",
            "NLLLoss",
            "CrossEntropyLoss",
            "BCELoss",
            "BCEWithLogitsLoss",
            "KLDivLoss",
            "PoissonNLLLoss",
            "CTCLoss",
            "MarginRankingLoss",
            "HingeEmbeddingLoss",
            "MultiLabelMarginLoss",
            "SoftMarginLoss",
            "MultiLabelSoftMarginLoss",
            "CosineEmbeddingLoss",
            "MultiMarginLoss",
            "TripletMarginLoss");

    /** Returns PyTorch's names of the losses. */
    static List<String> losses() {
        return LOSSES;
    }

    /** Returns the rows of the whole table. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (String loss : LOSSES) {
            rows.add(new Row(loss, "float32", sized(loss, List.of(8, 4), List.of(8, 4, 2, 2))));
            rows.add(middle(loss, "float32"));
            rows.add(middle(loss, "float64"));
            rows.add(new Row(loss, "float32", sized(loss, List.of(1024, 1024), List.of(200, 100, 32, 50))));
        }
        rows.add(new Row("NLLLoss", "float32", List.of(256, 32000)));
        rows.add(new Row("CrossEntropyLoss", "float32", List.of(256, 32000)));
        // The sizes that the paper of warp-ctc measures.
        rows.add(new Row("CTCLoss", "float32", List.of(150, 28, 1, 40)));
        rows.add(new Row("CTCLoss", "float32", List.of(150, 5000, 1, 20)));
        return rows;
    }

    private static Row middle(String loss, String dtype) {
        List<Integer> matrix = switch (loss) {
            case "CosineEmbeddingLoss", "TripletMarginLoss" -> List.of(256, 512);
            case "MultiLabelMarginLoss" -> List.of(64, 100); // torch takes labels times classes steps
            default -> List.of(64, 1000);
        };
        return new Row(loss, dtype, sized(loss, matrix, List.of(50, 20, 16, 30)));
    }

    private static List<Integer> sized(String loss, List<Integer> matrix, List<Integer> sequences) {
        return loss.equals("CTCLoss") ? sequences : matrix;
    }

    /** Returns sizes of 100 to 10 million elements: rows of 100, or sequences. */
    static List<Row> growth(String loss) {
        List<Row> rows = new ArrayList<>();
        for (int count = 1; count <= 100_000; count *= 10) {
            List<Integer> sequences = count == 1 ? List.of(10, 10, 1, 4) : List.of(50, 20, count / 10, 10);
            rows.add(new Row(loss, "float32", sized(loss, List.of(count, 100), sequences)));
        }
        return rows;
    }

    /** Returns the sizes as in 64x1000. */
    String size() {
        return String.join("x", sizes.stream().map(String::valueOf).toList());
    }

    /** Returns the group of rows that share a geometric mean. */
    String group() {
        long elements = elements();
        return dtype + (elements <= 100 ? " 8x4" : elements < 6400 ? " between" : " from 64x1000 on");
    }

    /** Returns the number of elements of the input. */
    long elements() {
        List<Integer> input = loss.equals("CTCLoss") ? sizes.subList(0, 3) : sizes;
        return input.stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
    }
}
