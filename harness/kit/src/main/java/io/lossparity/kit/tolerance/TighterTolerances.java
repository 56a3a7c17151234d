package io.lossparity.kit.tolerance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.ToleranceRule;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes tolerances anew, each as the rule has it and none looser than before: a row for output and gradients of every
 * loss, and one for losses that have none of their own.
 */
public final class TighterTolerances {
    private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT64);
    private static final Map<String, String> BASES = Map.of(
            "measured",
            "PyTorch 1.4.0's own noise from CPU to CPU plus its distance from the exact value, times "
                    + ToleranceRule.MULTIPLE + "; never more than was allowed before",
            "threads",
            "PyTorch 1.4.0 itself moves by this many ULP from one thread to two, above 32,768 elements, and not at all"
                    + " from CPU to CPU",
            "exact",
            "PyTorch 1.4.0 moves by 0 ULP over CPU instruction sets, MKL kernels and threads");

    private final Tolerances before;
    private final Observations observations;
    private final ObjectMapper json = new ObjectMapper();

    /** Makes a writer of rows that are no looser than those before. */
    public TighterTolerances(Tolerances before, Observations observations) {
        this.before = before;
        this.observations = observations;
    }

    /**
     * Returns the file.
     *
     * @param losses the losses that get rows of their own
     */
    public String text(List<String> losses) {
        List<String> rows = new ArrayList<>();
        List<String> all = new ArrayList<>(List.of("*"));
        all.addAll(losses);
        for (String loss : all) {
            for (DType dtype : DTYPES) {
                for (String quantity : List.of("output", "grad")) {
                    observations
                            .of(loss, dtype, quantity)
                            .ifPresent(measured -> rows.add(row(loss, dtype, quantity, measured)));
                }
            }
        }
        List<String> bases = BASES.keySet().stream()
                .sorted()
                .map(name -> line(name) + ": " + line(BASES.get(name)))
                .toList();
        return "{\n\"formatVersion\": 1,\n\"bases\": {\n" + String.join(",\n", bases) + "\n},\n\"tolerances\": [\n"
                + String.join(",\n", rows) + "\n]\n}\n";
    }

    private String row(String loss, DType dtype, String quantity, Measured measured) {
        ToleranceRow old = before.row(loss, dtype, quantity);
        Tolerance tolerance = old.tolerance();
        Measured stated = ToleranceAudit.rounded(measured);
        boolean exact = tolerance.scale() == 0;
        double scale = exact ? 0 : tighter(tolerance.scale(), ToleranceRule.scale(stated), old);
        long ulps = (long) tighter((double) tolerance.ulps(), ToleranceRule.ulps(stated, scale), old);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("loss", loss);
        fields.put("dtype", dtype.torchName());
        fields.put("quantity", quantity);
        fields.put("scale", scale);
        fields.put("ulps", ulps);
        fields.put("noise", stated.noise());
        fields.put("noiseUlps", stated.noiseUlps());
        fields.put("truth", stated.truth());
        fields.put("basis", !exact ? "measured" : ulps > 0 ? "threads" : "exact");
        old.exceedsBecause().ifPresent(reason -> fields.put("exceedsBecause", reason));
        return "{"
                + String.join(
                        ", ",
                        fields.entrySet().stream()
                                .map(field -> line(field.getKey()) + ": " + line(field.getValue()))
                                .toList())
                + "}";
    }

    /** A row whose reason is stated keeps what it allows. */
    private static double tighter(double before, double rule, ToleranceRow old) {
        return old.exceedsBecause().isPresent() ? before : Math.min(before, rule);
    }

    private String line(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tolerance can't be written: " + e.getMessage(), e);
        }
    }
}
