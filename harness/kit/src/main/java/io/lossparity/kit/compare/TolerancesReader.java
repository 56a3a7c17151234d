package io.lossparity.kit.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lossparity.kit.compare.ToleranceRow.Loosening;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tolerances file and refuses what is loose, incomplete or said twice. */
final class TolerancesReader {
    private static final int FORMAT_VERSION = 1;

    private TolerancesReader() {}

    /**
     * The file: per entry an allowance. {@code exceedsBecause} must state the measurement that forces an entry
     * beyond the limit, and must be absent from any other. {@code looser} says what an entry allowed before, and names
     * one of {@code loosenings}, the reasons.
     */
    private record File(
            @JsonProperty(required = true) int formatVersion,
            @JsonProperty(required = true) Map<String, String> bases,
            Map<String, String> loosenings,
            @JsonProperty(required = true) List<Entry> tolerances) {}

    private record Entry(
            @JsonProperty(required = true) String loss,
            @JsonProperty(required = true) String dtype,
            @JsonProperty(required = true) String quantity,
            @JsonProperty(required = true) double scale,
            @JsonProperty(required = true) long ulps,
            @JsonProperty(required = true) String basis,
            Double noise,
            Double noiseUlps,
            Double truth,
            String exceedsBecause,
            List<Looser> looser) {
        Optional<Measured> measured(String place) {
            if (noise == null && noiseUlps == null && truth == null) {
                return Optional.empty();
            }
            if (noise == null || noiseUlps == null || truth == null) {
                throw new IllegalArgumentException(place + ": noise, noiseUlps and truth go together");
            }
            if (!(noise >= 0 && noiseUlps >= 0 && truth >= 0)) {
                throw new IllegalArgumentException(place + ": noise, noiseUlps and truth must not be negative");
            }
            return Optional.of(new Measured(noise, noiseUlps, truth));
        }
    }

    private record Looser(
            @JsonProperty(required = true) double scale,
            @JsonProperty(required = true) long ulps,
            @JsonProperty(required = true) String because) {}

    static Tolerances read(InputStream in, String name) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        File file;
        try {
            file = mapper.readValue(in, File.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        if (file.formatVersion() != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    name + ": formatVersion must be " + FORMAT_VERSION + ", but was " + file.formatVersion());
        }
        Map<String, ToleranceRow> byKey = new LinkedHashMap<>();
        for (Entry entry : file.tolerances()) {
            DType dtype = DType.ofTorchName(entry.dtype());
            String key = Tolerances.key(entry.loss(), dtype, entry.quantity());
            if (byKey.put(key, row(file, entry, dtype, name + ": " + key)) != null) {
                throw new IllegalArgumentException(name + ": " + key + " is there twice");
            }
        }
        return new Tolerances(byKey);
    }

    private static ToleranceRow row(File file, Entry entry, DType dtype, String place) {
        String basis = file.bases().get(entry.basis());
        if (basis == null || basis.isBlank()) {
            throw new IllegalArgumentException(place + ": basis must be one of bases, but was " + entry.basis());
        }
        if (!entry.quantity().equals("output") && !entry.quantity().matches("grad(\\.[A-Za-z0-9]+)?")) {
            throw new IllegalArgumentException(place + ": quantity must be output, grad or grad.ARGUMENT");
        }
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException(place + ": dtype must be float32 or float64");
        }
        Optional<Measured> measured = entry.measured(place);
        boolean stated =
                entry.exceedsBecause() != null && !entry.exceedsBecause().isBlank();
        Tolerance tolerance;
        try {
            String because = stated ? basis + "; " + entry.exceedsBecause() : basis;
            tolerance = new Tolerance(entry.scale(), entry.ulps(), because);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
        checkLimits(entry, dtype, tolerance, measured, stated, place);
        Optional<String> reason = stated ? Optional.of(entry.exceedsBecause()) : Optional.empty();
        List<Loosening> looser = entry.looser() == null ? List.of() : looser(file, entry, place);
        return new ToleranceRow(entry.loss(), dtype, entry.quantity(), tolerance, measured, reason, looser);
    }

    private static List<Loosening> looser(File file, Entry entry, String place) {
        Map<String, String> reasons = file.loosenings() == null ? Map.of() : file.loosenings();
        return entry.looser().stream()
                .map(before -> {
                    String reason = reasons.get(before.because());
                    if (reason == null || reason.isBlank()) {
                        throw new IllegalArgumentException(
                                place + ": looser must name one of loosenings, but named " + before.because());
                    }
                    return new Loosening(before.scale(), before.ulps(), reason);
                })
                .toList();
    }

    private static void checkLimits(
            Entry entry, DType dtype, Tolerance tolerance, Optional<Measured> measured, boolean stated, String place) {
        double limit = ToleranceRule.limit(entry.loss(), dtype);
        double allowed = Math.max(entry.scale(), entry.ulps() * ToleranceRule.epsilon(dtype));
        boolean byRule = measured.map(known -> ToleranceRule.allows(entry.loss(), dtype, tolerance, known))
                .orElse(true);
        if (!(allowed <= limit) && !stated) {
            throw new IllegalArgumentException(place + " allows " + allowed + " of the scale, which is more than "
                    + limit + ": exceedsBecause must state the measurement that forces it");
        }
        if (!byRule && !stated) {
            Measured known = measured.orElseThrow();
            throw new IllegalArgumentException(place + " allows " + entry.scale() + " of the scale and " + entry.ulps()
                    + " ulps, which is more than the " + ToleranceRule.scale(entry.loss(), dtype, known) + " and "
                    + ToleranceRule.FLOOR_ULPS
                    + " that its noise and truth allow: exceedsBecause must state the measurement that forces it");
        }
        if (allowed <= limit && byRule && stated) {
            throw new IllegalArgumentException(
                    place + " is within " + limit + " and what it rests on: exceedsBecause must go");
        }
    }
}
