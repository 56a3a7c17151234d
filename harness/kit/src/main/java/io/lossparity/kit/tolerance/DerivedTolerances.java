package io.lossparity.kit.tolerance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.ToleranceRow.Loosening;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.ToleranceRule;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes tolerances anew, each as the rule has it: a row for output and gradients of every loss, and one for losses that
 * have none of their own. A row gets looser than before for a reason alone, and keeps both: what it allowed, and why not
 * any more.
 */
public final class DerivedTolerances {
    private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT64);
    private static final String MEASURED = "measured";
    private static final String BASIS = ToleranceRule.MULTIPLE
            + " times PyTorch 1.4.0's own noise from CPU to CPU and its distance from the exact value, at most the limit"
            + " of the type, but " + ToleranceRule.LEAST + " times at least; and " + ToleranceRule.FLOOR_ULPS + " ulps";

    private static final String FORCED = "PyTorch 1.4.0 itself moves by ";

    private final Tolerances before;
    private final Observations observations;
    private final Optional<String> looserBecause;
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<String> keptTighter = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Makes a writer of rows.
     *
     * @param before the rows until now
     * @param observations what the rows rest on
     * @param looserBecause why rows may get looser than before; if empty, none does
     * @throws IllegalArgumentException if the reason is blank
     */
    public DerivedTolerances(Tolerances before, Observations observations, Optional<String> looserBecause) {
        this.before = Objects.requireNonNull(before, "before must not be null");
        this.observations = Objects.requireNonNull(observations, "observations must not be null");
        this.looserBecause = looserBecause;
        if (looserBecause.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("looserBecause must be a reason, but was blank");
        }
    }

    /**
     * Returns the file.
     *
     * @param losses the losses that get rows of their own
     */
    public String text(List<String> losses) {
        List<String> rows = new ArrayList<>();
        List<String> all = new ArrayList<>(List.of(Tolerances.ANY_LOSS));
        all.addAll(losses);
        for (String loss : all) {
            for (DType dtype : DTYPES) {
                for (String quantity : List.of("output", "grad")) {
                    observations
                            .of(loss, dtype, quantity)
                            .ifPresent(measured -> rows.add(object(row(loss, dtype, quantity, measured))));
                }
            }
        }
        List<String> loosenings = reasons.entrySet().stream()
                .map(reason -> line(reason.getValue()) + ": " + line(reason.getKey()))
                .toList();
        return "{\n\"formatVersion\": 1,\n\"bases\": {\n" + line(MEASURED) + ": " + line(BASIS)
                + "\n},\n\"loosenings\": {\n" + String.join(",\n", loosenings) + "\n},\n\"tolerances\": [\n"
                + String.join(",\n", rows) + "\n]\n}\n";
    }

    /** Returns the rows of the last text that are tighter than the rule, because no reason was given to loosen them. */
    public List<String> keptTighter() {
        return List.copyOf(keptTighter);
    }

    private Map<String, Object> row(String loss, DType dtype, String quantity, Measured measured) {
        ToleranceRow old = before.row(loss, dtype, quantity);
        Measured stated = ToleranceAudit.rounded(measured);
        Tolerance tolerance = tolerance(old, loss, dtype, quantity, stated);
        List<Loosening> looser = new ArrayList<>(old.loss().equals(loss) ? old.looser() : List.of());
        if (looser(tolerance, old.tolerance())) {
            looser.add(new Loosening(old.tolerance().scale(), old.tolerance().ulps(), looserBecause.orElseThrow()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("loss", loss);
        fields.put("dtype", dtype.torchName());
        fields.put("quantity", quantity);
        fields.put("scale", tolerance.scale());
        fields.put("ulps", tolerance.ulps());
        fields.put("noise", stated.noise());
        fields.put("noiseUlps", stated.noiseUlps());
        fields.put("truth", stated.truth());
        fields.put("basis", MEASURED);
        if (!ToleranceRule.allows(loss, dtype, tolerance, stated)) {
            old.exceedsBecause().ifPresent(reason -> fields.put("exceedsBecause", reason));
        } else if (tolerance.scale() > ToleranceRule.limit(loss, dtype)) {
            fields.put("exceedsBecause", forced(stated));
        }
        if (!looser.isEmpty()) {
            fields.put("looser", looser.stream().map(this::fields).toList());
        }
        return fields;
    }

    private Tolerance tolerance(ToleranceRow old, String loss, DType dtype, String quantity, Measured stated) {
        Tolerance now = old.tolerance();
        Tolerance rule = new Tolerance(ToleranceRule.scale(loss, dtype, stated), ToleranceRule.FLOOR_ULPS, MEASURED);
        boolean exceeds = !ToleranceRule.allows(loss, dtype, now, stated);
        if (exceeds
                && old.loss().equals(loss)
                && old.exceedsBecause()
                        .filter(reason -> !reason.startsWith(FORCED))
                        .isPresent()) {
            return now; // what exceeds the rule for a reason of its own goes on doing so
        }
        if (looser(rule, now) && looserBecause.isEmpty()) {
            keptTighter.add(loss + " " + dtype.torchName() + " " + quantity);
            return new Tolerance(Math.min(rule.scale(), now.scale()), Math.min(rule.ulps(), now.ulps()), MEASURED);
        }
        return rule;
    }

    private static boolean looser(Tolerance tolerance, Tolerance than) {
        return tolerance.scale() > than.scale() || tolerance.ulps() > than.ulps();
    }

    private static String forced(Measured stated) {
        return FORCED + stated.noise() + " and is " + stated.truth()
                + " of scale off the exact value: a port as exact as that may differ from it by "
                + ToleranceRule.LEAST + " times as much";
    }

    private Map<String, Object> fields(Loosening loosening) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scale", loosening.scale());
        fields.put("ulps", loosening.ulps());
        fields.put(
                "because", reasons.computeIfAbsent(loosening.because(), reason -> String.valueOf(reasons.size() + 1)));
        return fields;
    }

    /** One line of JSON, with a blank after each comma and colon. */
    private String object(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> line(field.getKey()) + ": " + line(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String line(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tolerance can't be written: " + e.getMessage(), e);
        }
    }
}
