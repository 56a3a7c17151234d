package io.lossparity.math;

/**
 * The elementary functions of whole ranges. Each replaces, in place, the elements from one position up to another.
 *
 * <p>Every provider gives the bits that {@link Elementary}'s functions of one number give.
 */
public interface ArrayMath {

    /** Returns the provider's name, in a word or two. */
    String name();

    /** Returns whether its functions are those of the fast arithmetic. */
    boolean fast();

    /** Replaces each element by e to its power as PyTorch's {@code torch.exp} computes it, through MKL. */
    void tensorExp(float[] x, int from, int to);

    /** Replaces each element by e to its power as PyTorch's {@code torch.exp} computes it, through MKL. */
    void tensorExp(double[] x, int from, int to);

    /** Replaces each element by its natural logarithm as PyTorch's {@code torch.log} computes it, through MKL. */
    void tensorLog(float[] x, int from, int to);

    /** Replaces each element by its natural logarithm as PyTorch's {@code torch.log} computes it, through MKL. */
    void tensorLog(double[] x, int from, int to);

    /** Replaces each element by e to its power as PyTorch's loops over single elements compute it. */
    void scalarExp(float[] x, int from, int to);

    /** Replaces each element by e to its power as PyTorch's loops over single elements compute it. */
    void scalarExp(double[] x, int from, int to);

    /** Replaces each element by its natural logarithm as PyTorch's loops over single elements compute it. */
    void scalarLog(float[] x, int from, int to);

    /** Replaces each element by its natural logarithm as PyTorch's loops over single elements compute it. */
    void scalarLog(double[] x, int from, int to);

    /** Returns a number plus the elements of a range, added one by one, or in lanes in the fast arithmetic. */
    float sum(float start, float[] x, int from, int to);

    /** Returns a number plus the elements of a range, added one by one, or in lanes in the fast arithmetic. */
    double sum(double start, double[] x, int from, int to);
}
