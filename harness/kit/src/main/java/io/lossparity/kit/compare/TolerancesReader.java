package io.lossparity.kit.compare;

import io.lossparity.kit.compare.ToleranceRow.Loosening;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.json.JsonCursor;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the tolerances file and refuses what is loose, incomplete or said twice.
 *
 * <p>Per entry the file has an allowance. {@code exceedsBecause} must state the measurement that forces an entry beyond
 * the limit, and must be absent from any other. {@code looser} says what an entry allowed before, and names one of
 * {@code loosenings}, the reasons.
 */
final class TolerancesReader {
    private static final int FORMAT_VERSION = 1;
    private static final Set<String> FIELDS = Set.of("formatVersion", "bases", "tolerances");
    private static final Set<String> ROW_FIELDS = Set.of("loss", "dtype", "quantity", "scale", "ulps", "basis");
    private static final Set<String> MEASURES = Set.of("noise", "noiseUlps", "truth");
    private static final Set<String> OPTIONAL_ROW_FIELDS =
            Set.of("noise", "noiseUlps", "truth", "exceedsBecause", "looser");

    private final JsonCursor cursor;
    private final Map<String, String> bases = new HashMap<>();
    private final Map<String, String> loosenings = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private TolerancesReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    static Tolerances read(byte[] bytes, String name) {
        return JsonCursor.document(
                name, bytes, TolerancesException::new, cursor -> new TolerancesReader(cursor).tolerances());
    }

    private Tolerances tolerances() throws IOException {
        cursor.object("the tolerances", FIELDS, Set.of("loosenings"), field -> {
            switch (field) {
                case "formatVersion" -> cursor.integerIn(field, FORMAT_VERSION, FORMAT_VERSION);
                case "bases" -> cursor.map(field, key -> bases.put(key, cursor.words("basis " + key)));
                case "loosenings" -> cursor.map(field, key -> loosenings.put(key, cursor.words("loosening " + key)));
                default -> cursor.array(field, () -> rows.add(new Row().read()));
            }
        });
        Map<String, ToleranceRow> byKey = new LinkedHashMap<>();
        for (Row row : rows) {
            ToleranceRow finished = row.finish();
            if (byKey.put(finished.name(), finished) != null) {
                throw row.refuse("it is there twice");
            }
        }
        return new Tolerances(byKey);
    }

    /** What an entry allowed before, and the key of the reason. */
    private record Looser(double scale, long ulps, String because) {}

    /** An entry as it stands in the file, before what it refers to is known. */
    private final class Row {
        private int line;
        private String loss;
        private DType dtype;
        private String quantity;
        private double scale;
        private long ulps;
        private String basis;
        private final Map<String, Double> measures = new HashMap<>();
        private String exceedsBecause;
        private final List<Looser> looser = new ArrayList<>();

        Row read() throws IOException {
            line = cursor.line();
            cursor.object("a tolerance", ROW_FIELDS, OPTIONAL_ROW_FIELDS, field -> {
                switch (field) {
                    case "loss" -> loss = cursor.words(field);
                    case "dtype" -> dtype = dtype();
                    case "quantity" -> quantity = quantity();
                    case "scale" -> scale = cursor.magnitude(field);
                    case "ulps" -> ulps = cursor.integerIn(field, 0, Long.MAX_VALUE);
                    case "basis" -> basis = cursor.string(field);
                    case "exceedsBecause" -> exceedsBecause = cursor.words(field);
                    case "looser" -> cursor.array(field, () -> looser.add(looser()));
                    default -> measures.put(field, cursor.magnitude(field));
                }
            });
            if (!measures.isEmpty() && !measures.keySet().equals(MEASURES)) {
                throw cursor.refuse("noise, noiseUlps and truth go together, but there is only " + measures.keySet());
            }
            return this;
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

        private Looser looser() throws IOException {
            double[] before = new double[1];
            long[] beforeUlps = new long[1];
            String[] because = new String[1];
            cursor.object("looser", Set.of("scale", "ulps", "because"), Set.of(), field -> {
                switch (field) {
                    case "scale" -> before[0] = cursor.magnitude(field);
                    case "ulps" -> beforeUlps[0] = cursor.integerIn(field, 0, Long.MAX_VALUE);
                    default -> because[0] = cursor.string(field);
                }
            });
            return new Looser(before[0], beforeUlps[0], because[0]);
        }

        ToleranceRow finish() {
            if (!bases.containsKey(basis)) {
                throw refuse("basis must be one of bases, but was " + basis);
            }
            boolean stated = exceedsBecause != null;
            String because = stated ? bases.get(basis) + "; " + exceedsBecause : bases.get(basis);
            Tolerance tolerance = new Tolerance(scale, ulps, because);
            Optional<Measured> measured = measures.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Measured(measures.get("noise"), measures.get("noiseUlps"), measures.get("truth")));
            checkLimits(tolerance, measured, stated);
            return new ToleranceRow(
                    loss, dtype, quantity, tolerance, measured, Optional.ofNullable(exceedsBecause), loosenings());
        }

        private List<Loosening> loosenings() {
            List<Loosening> known = new ArrayList<>();
            for (Looser before : looser) {
                if (!loosenings.containsKey(before.because())) {
                    throw refuse("looser must name one of loosenings, but named " + before.because());
                }
                known.add(new Loosening(before.scale(), before.ulps(), loosenings.get(before.because())));
            }
            return known;
        }

        private void checkLimits(Tolerance tolerance, Optional<Measured> measured, boolean stated) {
            double limit = ToleranceRule.limit(loss, dtype);
            double allowed = Math.max(scale, ulps * ToleranceRule.epsilon(dtype));
            boolean byRule = measured.map(known -> ToleranceRule.allows(loss, dtype, tolerance, known))
                    .orElse(true);
            if (!(allowed <= limit) && !stated) {
                throw loose("allows " + allowed + " of the scale, which is more than " + limit
                        + ": exceedsBecause must state the measurement that forces it");
            }
            if (!byRule && !stated) {
                throw loose("allows " + scale + " of the scale and " + ulps + " ulps, which is more than the "
                        + ToleranceRule.scale(loss, dtype, measured.orElseThrow()) + " and "
                        + ToleranceRule.FLOOR_ULPS
                        + " that its noise and truth allow: exceedsBecause must state the measurement that forces it");
            }
            if (allowed <= limit && byRule && stated) {
                throw loose("is within " + limit + " and what it rests on: exceedsBecause must go");
            }
        }

        private String key() {
            return Tolerances.key(loss, dtype, quantity);
        }

        private RuntimeException refuse(String problem) {
            return cursor.refuse(line, key(), problem);
        }

        private LooseTolerancesException loose(String problem) {
            return new LooseTolerancesException(refuse(problem).getMessage());
        }
    }
}
