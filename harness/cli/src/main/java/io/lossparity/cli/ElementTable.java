package io.lossparity.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.lossparity.kit.compare.ElementError;
import io.lossparity.kit.compare.ElementText;
import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.TruthMeter;
import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.text.Numbers;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The elements of an expected and an actual tensor side by side, in decimal and hexadecimal; if the truth is known,
 * with the truth and both distances from it.
 */
final class ElementTable {
    private final TensorValue expected;
    private final TensorValue actual;
    private final Optional<TensorTruth> truth;
    private final String port;
    private final int most;

    /** Makes the table of two tensors of one type and size, with at most the given number of rows. */
    ElementTable(TensorValue expected, TensorValue actual, Optional<TensorTruth> truth, String port, int most) {
        this.expected = expected;
        this.actual = actual;
        this.truth = truth;
        this.port = port;
        this.most = most;
    }

    private record Row(
            int position, Number expected, Number actual, long ulps, double absolute, double units, double allowed) {}

    /** Some of the columns: those about the truth, or about the definition. */
    private static List<ColumnData<Row>> columns(String name, String port, ExactTensor exact, DType dtype) {
        TruthMeter meter = new TruthMeter(exact, dtype);
        return List.of(
                column(name, row -> exact.text(row.position())),
                column(
                        "PyTorch off, ulp",
                        row -> Numbers.ulps(meter.ulps(row.expected().doubleValue(), row.position()))),
                column(
                        port + " off, ulp",
                        row -> Numbers.ulps(meter.ulps(row.actual().doubleValue(), row.position()))));
    }

    private List<ColumnData<Row>> columns() {
        List<ColumnData<Row>> columns = new ArrayList<>();
        columns.add(column("index", row -> index(row.position())));
        columns.add(column("PyTorch", row -> ElementText.decimal(row.expected())));
        columns.add(column(port, row -> ElementText.decimal(row.actual())));
        columns.add(column("difference", row -> difference(row.absolute())));
        columns.add(column("ulp", row -> Numbers.distance(row.ulps())));
        if (truth.flatMap(TensorTruth::roundings).isPresent()) {
            columns.add(column("units", row -> Numbers.distance(row.units())));
            columns.add(column("allowed", row -> Double.isNaN(row.allowed()) ? "-" : Numbers.number(row.allowed())));
        }
        truth.ifPresent(exact -> columns.addAll(columns("truth", port, exact.formula(), expected.dtype())));
        truth.filter(TensorTruth::departs)
                .ifPresent(
                        exact -> columns.addAll(columns("by definition", port, exact.definition(), expected.dtype())));
        columns.add(column("PyTorch, hex", row -> ElementText.hex(row.expected())));
        columns.add(column(port + ", hex", row -> ElementText.hex(row.actual())));
        return columns;
    }

    /** Unlike an error in units, a difference is never noise: it is shown however great it is. */
    private static String difference(double absolute) {
        return Double.isFinite(absolute) ? Numbers.number(absolute) : Numbers.distance(absolute);
    }

    /**
     * Renders the rows in the order of the elements; if there are too many, those that differ most. Columns that do not
     * fit follow below, behind the index.
     *
     * @param width how wide a line may be
     */
    String render(int width) {
        List<Row> rows = new ArrayList<>(
                IntStream.range(0, expected.size()).mapToObj(this::row).toList());
        if (rows.size() > most) {
            rows.sort(Comparator.comparingLong(Row::ulps).reversed().thenComparingInt(Row::position));
            rows = new ArrayList<>(rows.subList(0, most));
            rows.sort(Comparator.comparingInt(Row::position));
        }
        List<ColumnData<Row>> columns = columns();
        List<String> parts = new ArrayList<>();
        int from = 1;
        while (from < columns.size()) {
            int to = from + 1;
            String part = part(rows, columns, from, to);
            while (to < columns.size()) {
                String wider = part(rows, columns, from, to + 1);
                if (wider.lines().anyMatch(line -> line.length() > width)) {
                    break;
                }
                part = wider;
                to++;
            }
            parts.add(part);
            from = to;
        }
        return String.join("\n", parts);
    }

    private static String part(List<Row> rows, List<ColumnData<Row>> columns, int from, int to) {
        List<ColumnData<Row>> some = new ArrayList<>(columns.subList(from, to));
        some.add(0, columns.get(0));
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, some)
                .asString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private Row row(int position) {
        TensorValue torch = scalar(expected, position);
        TensorComparison one = new TensorComparator()
                .compare(
                        TensorComparison.OUTPUT,
                        torch,
                        scalar(actual, position),
                        new Tolerance(Double.MAX_VALUE, Tolerance.FLOOR_ULPS, "rule"),
                        truth.map(all -> all.at(
                                position, ElementText.of(expected, position).doubleValue())));
        Optional<ElementError> error = one.greatest().absolute();
        return new Row(
                position,
                ElementText.of(expected, position),
                ElementText.of(actual, position),
                one.greatest().ulps().map(ElementError::ulps).orElse(0L),
                error.map(ElementError::absolute).orElse(0.0),
                error.map(ElementError::units).orElse(0.0),
                error.map(ElementError::allowed).orElse(Double.NaN));
    }

    private static TensorValue scalar(TensorValue tensor, int position) {
        int[] shape = {};
        if (tensor.dtype() == DType.FLOAT64) {
            return TensorValue.ofDoubles(shape, tensor.doubles()[position]);
        }
        return tensor.dtype().isFloating()
                ? TensorValue.ofFloats(shape, tensor.floats()[position])
                : TensorValue.ofIntegers(tensor.dtype(), shape, tensor.longs()[position]);
    }

    private String index(int position) {
        int[] shape = expected.shape();
        int[] index = new int[shape.length];
        int rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return Arrays.toString(index);
    }

    private static ColumnData<Row> column(String header, Function<Row, String> text) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.RIGHT)
                .dataAlign(HorizontalAlign.RIGHT)
                .maxWidth(Integer.MAX_VALUE)
                .with(text);
    }
}
