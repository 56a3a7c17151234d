package io.lossparity.kit.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the tolerances file and refuses what is loose, incomplete or said twice. */
final class TolerancesReader {
    private static final int FORMAT_VERSION = 1;
    private static final Map<DType, Double> EPSILON = Map.of(DType.FLOAT32, 0x1p-23, DType.FLOAT64, 0x1p-52);

    private TolerancesReader() {}

    /**
     * The file: per entry an allowance. {@code exceedsBecause} must state the measurement that forces an entry
     * beyond the limit, and must be absent from any other.
     */
    private record File(
            @JsonProperty(required = true) int formatVersion,
            @JsonProperty(required = true) Map<String, String> bases,
            @JsonProperty(required = true) List<Entry> tolerances) {}

    private record Entry(
            @JsonProperty(required = true) String loss,
            @JsonProperty(required = true) String dtype,
            @JsonProperty(required = true) String quantity,
            @JsonProperty(required = true) double scale,
            @JsonProperty(required = true) long ulps,
            @JsonProperty(required = true) String basis,
            String exceedsBecause) {}

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
        Map<String, Tolerance> byKey = new HashMap<>();
        for (Entry entry : file.tolerances()) {
            DType dtype = DType.ofTorchName(entry.dtype());
            String key = Tolerances.key(entry.loss(), dtype, entry.quantity());
            if (byKey.put(key, tolerance(file, entry, dtype, name + ": " + key)) != null) {
                throw new IllegalArgumentException(name + ": " + key + " is there twice");
            }
        }
        return new Tolerances(byKey);
    }

    private static Tolerance tolerance(File file, Entry entry, DType dtype, String place) {
        String basis = file.bases().get(entry.basis());
        if (basis == null || basis.isBlank()) {
            throw new IllegalArgumentException(place + ": basis must be one of bases, but was " + entry.basis());
        }
        if (!entry.quantity().equals("output") && !entry.quantity().matches("grad(\\.[A-Za-z0-9]+)?")) {
            throw new IllegalArgumentException(place + ": quantity must be output, grad or grad.ARGUMENT");
        }
        if (!EPSILON.containsKey(dtype)) {
            throw new IllegalArgumentException(place + ": dtype must be float32 or float64");
        }
        double limit = limit(entry.loss(), dtype);
        double allowed = Math.max(entry.scale(), entry.ulps() * EPSILON.get(dtype));
        boolean stated =
                entry.exceedsBecause() != null && !entry.exceedsBecause().isBlank();
        if (!(allowed <= limit) && !stated) {
            throw new IllegalArgumentException(place + " allows " + allowed + " of the scale, which is more than "
                    + limit + ": exceedsBecause must state the measurement that forces it");
        }
        if (allowed <= limit && stated) {
            throw new IllegalArgumentException(place + " is within " + limit + ": exceedsBecause must go");
        }
        try {
            return new Tolerance(entry.scale(), entry.ulps(), stated ? basis + "; " + entry.exceedsBecause() : basis);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static double limit(String loss, DType dtype) {
        if (dtype == DType.FLOAT64) {
            return 1e-12;
        }
        return loss.equals("CTCLoss") ? 5e-5 : 1e-6;
    }
}
