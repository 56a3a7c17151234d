package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An input, or the product of two, that is added once too often or too rarely: a wrong sign in front of a term makes
 * twice the term of it, a term that is left out the term itself.
 *
 * @param factors the inputs' names
 * @param times how often their product is added
 * @param gradient whether it is a gradient to which it is added, so that the incoming gradient multiplies it
 */
record Products(List<String> factors, double times, boolean gradient) {
    private static final double[] TIMES = {1, -1, 2, -2, 0.5, -0.5};
    private static final double ROUNDING = 1e-4;
    private static final double MOST_OF_THEM = 0.9;

    /** There are many products, of which some element meets one by chance, but no dozen in several tensors does. */
    private static final int LEAST = 12;

    private static final int LEAST_TENSORS = 3;

    /** Returns the product that most wrong elements have too much; empty if there is none. */
    static Optional<Products> of(List<ElementView> tensors, boolean gradient) {
        Set<String> inputs = new LinkedHashSet<>();
        tensors.forEach(tensor -> inputs.addAll(tensor.call().inputs().keySet()));
        List<String> names = List.copyOf(inputs);
        List<List<String>> all = new ArrayList<>();
        names.forEach(name -> all.add(List.of(name)));
        for (int a = 0; a < names.size(); a++) {
            for (int b = a; b < names.size(); b++) {
                all.add(List.of(names.get(a), names.get(b)));
            }
        }
        return all.stream()
                .flatMap(factors -> Arrays.stream(TIMES).mapToObj(times -> new Products(factors, times, gradient)))
                .filter(product -> product.explains(tensors))
                .findFirst();
    }

    private boolean explains(List<ElementView> tensors) {
        long total = 0;
        long met = 0;
        long several = 0;
        for (ElementView tensor : tensors) {
            Optional<double[]> product = product(tensor);
            if (product.isPresent()) {
                double[] added = product.get();
                long meets = tensor.wrong().stream()
                        .filter(i -> added[i] != 0 && close(tensor.given()[i], tensor.right()[i], added[i]))
                        .count();
                total += tensor.wrong().cardinality();
                met += meets;
                several += meets > 0 ? 1 : 0;
            }
        }
        return total >= LEAST && several >= LEAST_TENSORS && met >= MOST_OF_THEM * total;
    }

    private static boolean close(double given, double right, double added) {
        double scale = Math.max(Math.abs(added), Math.abs(right));
        return Math.abs(given - (right + added)) <= ROUNDING * scale && Math.abs(added) > 2 * ROUNDING * scale;
    }

    /** What is added to each element; empty if the inputs are of another shape. */
    private Optional<double[]> product(ElementView tensor) {
        double[] product = new double[tensor.right().length];
        boolean mean = gradient && Reductions.of(tensor.call()).equals("mean");
        for (int i = 0; i < product.length; i++) {
            double unit = gradient ? Ratio.incoming(tensor, i) : 1;
            product[i] = times * unit / (mean ? Ratio.count(tensor) : 1);
        }
        for (String factor : factors) {
            Optional<double[]> values = tensor.aligned(factor);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            for (int i = 0; i < product.length; i++) {
                product[i] *= values.get()[i];
            }
        }
        return Optional.of(product);
    }

    /** Returns what is to be said of the elements, as in {@code PyTorch's plus 2 * target}. */
    String words() {
        double size = Math.abs(times);
        String factor = size == 1 ? "" : size == 2 ? "2 * " : "0.5 * ";
        return "PyTorch's " + (times < 0 ? "minus " : "plus ") + factor + String.join(" * ", factors)
                + (gradient ? " * the incoming gradient" : "") + ", element by element";
    }
}
