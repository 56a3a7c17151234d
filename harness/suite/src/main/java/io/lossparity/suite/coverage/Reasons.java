package io.lossparity.suite.coverage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decisions about the space of cases, which are reviewed like code.
 *
 * @param formatVersion the version of the file's format
 * @param numbers for each loss, its parameters that are numbers, with the values that must be tested
 * @param reasons why pairs of settings are not tested; the first that covers a pair counts
 * @param beyond what the space does not describe at all
 */
public record Reasons(
        int formatVersion, Map<String, Map<String, List<String>>> numbers, List<Reason> reasons, List<Beyond> beyond) {
    private static final int FORMAT_VERSION = 2;

    /** Checks the version, and makes the list unmodifiable. */
    public Reasons {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "the reasons have format version " + formatVersion + ", but this kit reads " + FORMAT_VERSION);
        }
        numbers = Map.copyOf(numbers);
        reasons = List.copyOf(reasons);
        beyond = List.copyOf(beyond);
    }

    /**
     * Something that the golden data do not test.
     *
     * @param what what it is
     * @param reason why
     */
    public record Beyond(String what, String reason) {}

    /** Returns the reasons that losses share, and after them those that a loss declares with its cases. */
    public static Reasons bundled() {
        try (InputStream in = Reasons.class.getResourceAsStream("untested.json")) {
            return read(in).with(Signatures.bundled().losses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns these reasons, and after them those of the losses; for the numbers of a loss, those given here count. */
    Reasons with(Map<String, LossSignature> losses) {
        Map<String, Map<String, List<String>>> allNumbers = new HashMap<>(numbers);
        List<Reason> allReasons = new ArrayList<>(reasons);
        losses.forEach((loss, signature) -> {
            if (!signature.tested().isEmpty()) {
                allNumbers.putIfAbsent(loss, signature.tested());
            }
            signature
                    .untested()
                    .forEach(each -> allReasons.add(new Reason(loss, each.one(), each.other(), each.reason())));
        });
        return new Reasons(formatVersion, allNumbers, allReasons, beyond);
    }

    /**
     * Reads reasons.
     *
     * @throws IOException if it is not a file of reasons
     */
    public static Reasons read(InputStream in) throws IOException {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build()
                .readValue(in, Reasons.class);
    }
}
