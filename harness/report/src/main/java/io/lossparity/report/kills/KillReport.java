package io.lossparity.report.kills;

import java.util.List;

/**
 * The kill matrices of some losses, of one set of golden data.
 *
 * @param data the golden data that was asked
 * @param matrices a matrix per loss
 */
public record KillReport(Data data, List<KillMatrix> matrices) {
    /** Makes the list unmodifiable. */
    public KillReport {
        matrices = List.copyOf(matrices);
    }

    /**
     * The golden data.
     *
     * @param dataVersion the version of the set of cases
     * @param torch the reference's version
     */
    public record Data(String dataVersion, String torch) {}

    /** Returns how many mutants there are. */
    public int mutants() {
        return matrices.stream().mapToInt(matrix -> matrix.rows().size()).sum();
    }

    /** Returns how many of them no case rejects. */
    public int survivors() {
        return matrices.stream().mapToInt(matrix -> matrix.survivors().size()).sum();
    }
}
