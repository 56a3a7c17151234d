package io.lossparity.kit.signature;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.GoldenDataException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The signatures of all losses, from the golden data. */
public final class Signatures {
    private static final int FORMAT_VERSION = 1;

    private final Map<String, LossSignature> losses;

    private Signatures(Map<String, LossSignature> losses) {
        this.losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }

    private record Document(int formatVersion, Map<String, LossSignature> losses) {}

    /** The signatures on the class path are read once, when they are first needed. */
    private static final class Bundled {
        static final Signatures ALL = of(GoldenData.bundled());
    }

    /** Returns the signatures of the golden data on the class path. */
    public static Signatures bundled() {
        return Bundled.ALL;
    }

    /**
     * Reads the signatures of golden data.
     *
     * @throws GoldenDataException if they differ from the manifest, or have another format
     */
    public static Signatures of(GoldenData data) {
        try {
            Document document = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                    .build()
                    .readValue(data.signatures(), Document.class);
            if (document.formatVersion() != FORMAT_VERSION) {
                throw new GoldenDataException("the signatures have format version " + document.formatVersion()
                        + ", but this kit reads " + FORMAT_VERSION);
            }
            return new Signatures(document.losses());
        } catch (IOException e) {
            throw new GoldenDataException("the signatures can't be read: " + e.getMessage(), e);
        }
    }

    /** Returns the signatures by loss. */
    public Map<String, LossSignature> losses() {
        return losses;
    }

    /** Returns the signature of a loss; empty if the golden data do not know the loss. */
    public Optional<LossSignature> of(String loss) {
        return Optional.ofNullable(losses.get(loss));
    }

    /**
     * Returns the default of a parameter: a Boolean, Long, Double or String; null for None.
     *
     * @throws IllegalArgumentException if there is no such loss or parameter
     */
    public Object initial(String loss, String parameter) {
        return of(loss).flatMap(signature -> signature.parameter(parameter))
                .orElseThrow(() -> new IllegalArgumentException(loss + " has no parameter " + parameter))
                .initial();
    }

    /** Returns the class index that NLLLoss and CrossEntropyLoss ignore by default. */
    public long ignoreIndex() {
        return (long) initial("NLLLoss", "ignoreIndex");
    }
}
