package io.lossparity.suite.coverage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What was decided on the space of cases, and is reviewed like code.
 *
 * @param formatVersion the version of the file's format
 * @param numbers per loss its parameters that are numbers, with the values that must be tested
 * @param reasons why pairs of settings are not tested; the first that covers a pair counts
 * @param beyond what has no place in the space at all
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
     * What the golden data does not ask about.
     *
     * @param what what it is
     * @param reason why
     */
    public record Beyond(String what, String reason) {}

    /** Returns the reasons that come with the kit. */
    public static Reasons bundled() {
        try (InputStream in = Reasons.class.getResourceAsStream("untested.json")) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads reasons.
     *
     * @throws IOException if it is none
     */
    public static Reasons read(InputStream in) throws IOException {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build()
                .readValue(in, Reasons.class);
    }
}
