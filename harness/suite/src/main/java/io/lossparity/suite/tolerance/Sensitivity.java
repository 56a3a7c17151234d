package io.lossparity.suite.tolerance;

import io.lossparity.kit.compare.Allowance;
import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.kit.text.Numbers;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Which errors the golden cases see: at which share of the elements they reject an error of {@value #UNITS} units, a
 * zero instead of the element, and a flipped sign.
 */
public final class Sensitivity {
    /** The size of the first error in units. */
    public static final int UNITS = 64;

    private static final String HEAD = """
            # What the golden cases see

            The share of the golden elements at which three errors are rejected: %d units, a zero instead of the element,
            and a flipped sign. A unit is the unit of rounding times the magnitude that the element's roundings act on. Only
            finite elements are counted, and elements that are zero count only for the units.

            `./lossparity suite tolerances --sensitivity --markdown golden-data/SENSITIVITY.md` writes this table. A test
            compares it with the golden data.

            | loss | dtype | quantity | elements | %d units | zero | flipped sign |
            |:--|:--|:--|--:|--:|--:|--:|
            """.formatted(UNITS, UNITS);

    private final Tolerances tolerances;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private Sensitivity(Tolerances tolerances) {
        this.tolerances = tolerances;
    }

    /**
     * At how many elements of a quantity an error is rejected.
     *
     * @param name loss, dtype and quantity, with blanks between
     * @param elements the number of finite elements
     * @param nonzero how many of them are not 0
     * @param units at how many {@value #UNITS} units are rejected
     * @param zero at how many a zero is rejected
     * @param flipped at how many a flipped sign is rejected
     */
    public record Row(String name, long elements, long nonzero, long units, long zero, long flipped) {
        Row plus(Row other) {
            return new Row(
                    name,
                    elements + other.elements,
                    nonzero + other.nonzero,
                    units + other.units,
                    zero + other.zero,
                    flipped + other.flipped);
        }

        private String line() {
            return "| " + name.replace(" ", " | ") + " | " + elements + " | " + Numbers.percent(units, elements) + " | "
                    + Numbers.percent(zero, nonzero) + " | " + Numbers.percent(flipped, nonzero) + " |\n";
        }
    }

    /**
     * Measures.
     *
     * @throws io.lossparity.kit.fixture.GoldenDataException if the data differ from their manifest
     */
    public static List<Row> of(GoldenData data, Tolerances tolerances) {
        Sensitivity sensitivity = new Sensitivity(tolerances);
        data.forEach(CaseSelection.all(), sensitivity::add);
        return List.copyOf(sensitivity.rows.values());
    }

    /** Returns the table as Markdown. */
    public static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach(row -> text.append(row.line()));
        return text.toString();
    }

    private void add(GoldenCase goldenCase) {
        if (!(goldenCase.expected() instanceof ExpectedValues values)) {
            return;
        }
        add(goldenCase, Truth.OUTPUT, values.output(), values);
        values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> add(goldenCase, name, tensor, values)));
    }

    private void add(GoldenCase goldenCase, String name, TensorValue golden, ExpectedValues values) {
        Optional<TensorTruth> truth = values.truth().flatMap(all -> all.of(name));
        Optional<Roundings> roundings = truth.flatMap(TensorTruth::roundings);
        if (roundings.isEmpty()) {
            return;
        }
        String quantity = name.equals(Truth.OUTPUT) ? name : "grad." + name;
        Allowance allowance = new Allowance(golden, roundings.get());
        String key = goldenCase.loss() + " " + goldenCase.dtype().torchName() + " " + quantity;
        long elements = 0;
        long nonzero = 0;
        for (int i = 0; i < golden.size(); i++) {
            double element = element(golden, i);
            elements += Double.isFinite(element) ? 1 : 0;
            nonzero += Double.isFinite(element) && element != 0 ? 1 : 0;
        }
        IntToDoubleFunction off =
                i -> element(golden, i) + Math.copySign(UNITS * allowance.unit(i), element(golden, i));
        Row row = new Row(
                key,
                elements,
                nonzero,
                rejected(goldenCase, quantity, golden, truth, off),
                rejected(goldenCase, quantity, golden, truth, i -> 0),
                rejected(goldenCase, quantity, golden, truth, i -> -element(golden, i)));
        rows.merge(key, row, Row::plus);
    }

    private int rejected(
            GoldenCase goldenCase,
            String quantity,
            TensorValue golden,
            Optional<TensorTruth> truth,
            IntToDoubleFunction wrong) {
        TensorValue port =
                with(golden, i -> Double.isFinite(element(golden, i)) ? wrong.applyAsDouble(i) : element(golden, i));
        return new TensorComparator()
                .compare(quantity, golden, port, tolerances.of(goldenCase.loss(), goldenCase.dtype(), quantity), truth)
                .mismatched();
    }

    private static TensorValue with(TensorValue golden, IntToDoubleFunction elements) {
        double[] data = new double[golden.size()];
        Arrays.setAll(data, elements);
        return TensorValue.of(golden.dtype(), golden.shape(), data);
    }

    private static double element(TensorValue tensor, int i) {
        return tensor.dtype() == DType.FLOAT64 ? tensor.doubles()[i] : tensor.floats()[i];
    }
}
