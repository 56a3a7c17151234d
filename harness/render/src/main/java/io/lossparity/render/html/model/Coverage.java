package io.lossparity.render.html.model;

import io.lossparity.kit.text.Plural;
import io.lossparity.report.stream.CaseAxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which parameter values were tested with which shapes and types, and the results; untested pairs have a cell too.
 *
 * @param forms the forms of shapes: the groups of columns
 * @param dtypes the element types: the columns of each group
 * @param rows a row for each parameter value
 */
public record Coverage(List<String> forms, List<String> dtypes, List<Row> rows) {
    /** Makes the lists unmodifiable. */
    public Coverage {
        forms = List.copyOf(forms);
        dtypes = List.copyOf(dtypes);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param axis the parameter
     * @param value its value
     * @param span how many rows the parameter has if this is the first of them, otherwise 0
     * @param cells a cell per form and dtype, in the columns' order
     */
    public record Row(String axis, String value, int span, List<Cell> cells) {
        /** Makes the list unmodifiable. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell.
     *
     * @param form the form of the shapes
     * @param dtype the element type
     * @param cases the number of cases; 0 if it is not covered
     * @param harmful how many of them are unexpected failures
     * @param mark the worst verdict; null if it is not covered
     */
    public record Cell(String form, String dtype, int cases, int harmful, Mark mark) {
        private static Cell of(CaseAxes each) {
            Mark mark = Mark.of(each.line().verdict());
            return new Cell(
                    each.form(), each.line().dtype(), 1, each.line().verdict().wrong() ? 1 : 0, mark);
        }

        private Cell plus(Cell more) {
            Mark worse = mark.compareTo(more.mark) < 0 ? more.mark : mark;
            return new Cell(form, dtype, cases + more.cases, harmful + more.harmful, worse);
        }

        /** Returns the cell's text for readers who cannot see its colour. */
        public String label() {
            if (cases == 0) {
                return "not covered";
            }
            return harmful == 0
                    ? Plural.of(cases, "case") + ", " + mark.word()
                    : harmful + " of " + cases + " cases " + mark.word();
        }
    }

    static Coverage of(List<CaseAxes> cases) {
        Set<String> forms = new TreeSet<>(Comparator.comparing((String form) -> form.equals(CaseAxes.INVALID))
                .thenComparing(String::length)
                .thenComparing(form -> form));
        Set<String> dtypes = new TreeSet<>();
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (CaseAxes each : cases) {
            forms.add(each.form());
            dtypes.add(each.line().dtype());
            each.axes().keySet().forEach(axis -> values.computeIfAbsent(axis, a -> new TreeSet<>(VALUE_ORDER)));
        }
        List<String> axes = new ArrayList<>(values.keySet());
        axes.sort(Comparator.comparingInt(Coverage::rank));
        Map<Key, Cell> counted = new LinkedHashMap<>();
        for (CaseAxes each : cases) {
            for (String axis : axes) {
                String value = each.value(axis);
                values.get(axis).add(value);
                counted.merge(new Key(axis, value, each.form(), each.line().dtype()), Cell.of(each), Cell::plus);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (String axis : axes) {
            Set<String> ofAxis = new LinkedHashSet<>(values.get(axis));
            int span = ofAxis.size();
            for (String value : ofAxis) {
                rows.add(new Row(axis, value, span, cells(axis, value, forms, dtypes, counted)));
                span = 0;
            }
        }
        return new Coverage(List.copyOf(forms), List.copyOf(dtypes), rows);
    }

    private static final Comparator<String> VALUE_ORDER = Comparator.comparing(
                    (String value) -> !value.equals(CaseAxes.NOT_PASSED))
            .thenComparing(value -> value);

    private record Key(String axis, String value, String form, String dtype) {}

    private static int rank(String axis) {
        return switch (axis) {
            case CaseAxes.REDUCTION -> 0;
            case "sizeAverage", "reduce" -> 2;
            case CaseAxes.GRADIENTS -> 3;
            case CaseAxes.VALUES -> 4;
            default -> 1;
        };
    }

    private static List<Cell> cells(
            String axis, String value, Set<String> forms, Set<String> dtypes, Map<Key, Cell> counted) {
        List<Cell> cells = new ArrayList<>();
        for (String form : forms) {
            for (String dtype : dtypes) {
                cells.add(counted.getOrDefault(new Key(axis, value, form, dtype), new Cell(form, dtype, 0, 0, null)));
            }
        }
        return cells;
    }
}
