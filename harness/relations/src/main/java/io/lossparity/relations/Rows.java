package io.lossparity.relations;

/** Computations on the rows of a matrix, in double, for the relations. */
final class Rows {
    private Rows() {}

    /** Returns the cosine of the angle between each pair of rows. */
    static double[] cosines(double[] a, double[] b, int width) {
        double[] cosines = new double[a.length / width];
        for (int row = 0; row < cosines.length; row++) {
            double product = 0;
            double first = 0;
            double second = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                product += a[i] * b[i];
                first += a[i] * a[i];
                second += b[i] * b[i];
            }
            cosines[row] = product / StrictMath.sqrt(first * second);
        }
        return cosines;
    }

    /** Returns the p-norm of the difference of each pair of rows, with eps added to each component. */
    static double[] distances(double[] a, double[] b, int width, double p, double eps) {
        double[] distances = new double[a.length / width];
        for (int row = 0; row < distances.length; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                sum += StrictMath.pow(Math.abs(a[i] - b[i] + eps), p);
            }
            distances[row] = StrictMath.pow(sum, 1 / p);
        }
        return distances;
    }

    /** Returns the logarithm of the softmax along an axis whose neighbours are {@code stride} elements apart. */
    static double[] logSoftmax(double[] x, int count, int stride) {
        double[] result = new double[x.length];
        for (int outer = 0; outer < x.length; outer += count * stride) {
            for (int inner = 0; inner < stride; inner++) {
                int start = outer + inner;
                double greatest = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < count; c++) {
                    greatest = Math.max(greatest, x[start + c * stride]);
                }
                double sum = 0;
                for (int c = 0; c < count; c++) {
                    sum += StrictMath.exp(x[start + c * stride] - greatest);
                }
                double log = greatest + StrictMath.log(sum);
                for (int c = 0; c < count; c++) {
                    result[start + c * stride] = x[start + c * stride] - log;
                }
            }
        }
        return result;
    }
}
