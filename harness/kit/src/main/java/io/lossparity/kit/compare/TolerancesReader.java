package io.lossparity.kit.compare;

import io.lossparity.kit.json.JsonCursor;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads the tolerances file and refuses rows that are incomplete, stated twice, or allow more than is derived. */
final class TolerancesReader {
    private static final int FORMAT_VERSION = 2;
    private static final Set<String> FIELDS = Set.of("formatVersion", "tolerances");
    private static final Set<String> ROW_FIELDS = Set.of("loss", "dtype", "quantity", "derived", "noise", "used");

    private final JsonCursor cursor;
    private final Map<String, ToleranceRow> byKey = new LinkedHashMap<>();

    private TolerancesReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    static Tolerances read(byte[] bytes, String name) {
        return JsonCursor.document(
                name, bytes, TolerancesException::new, cursor -> new TolerancesReader(cursor).tolerances());
    }

    private Tolerances tolerances() throws IOException {
        cursor.object("the tolerances", FIELDS, Set.of(), field -> {
            if (field.equals("formatVersion")) {
                cursor.integerIn(field, FORMAT_VERSION, FORMAT_VERSION);
            } else {
                cursor.array(field, this::add);
            }
        });
        return new Tolerances(byKey);
    }

    private void add() throws IOException {
        int line = cursor.line();
        ToleranceRow row = row();
        if (byKey.put(row.name(), row) != null) {
            throw cursor.refuse(line, row.name(), "it is there twice");
        }
        if (row.used() > row.derived()) {
            throw new LooseTolerancesException(cursor.refuse(
                            line,
                            row.name(),
                            "used is " + row.used() + " units, which is more than the derived " + row.derived())
                    .getMessage());
        }
    }

    private ToleranceRow row() throws IOException {
        Map<String, String> words = new HashMap<>();
        Map<String, Double> numbers = new HashMap<>();
        DType[] dtype = new DType[1];
        cursor.object("a tolerance", ROW_FIELDS, Set.of(), field -> {
            switch (field) {
                case "loss" -> words.put(field, cursor.words(field));
                case "dtype" -> dtype[0] = dtype();
                case "quantity" -> words.put(field, quantity());
                default -> numbers.put(field, cursor.magnitude(field));
            }
        });
        return new ToleranceRow(
                words.get("loss"),
                dtype[0],
                words.get("quantity"),
                numbers.get("derived"),
                numbers.get("noise"),
                numbers.get("used"));
    }

    private DType dtype() throws IOException {
        DType read = cursor.dtype("dtype");
        if (read != DType.FLOAT32 && read != DType.FLOAT64) {
            throw cursor.refuse("dtype must be float32 or float64, but was " + read.torchName());
        }
        return read;
    }

    private String quantity() throws IOException {
        String read = cursor.string("quantity");
        if (!read.matches("output|grad(\\.[A-Za-z0-9]+)?")) {
            throw cursor.refuse("quantity must be output, grad or grad.ARGUMENT, but was '" + read + "'");
        }
        return read;
    }
}
