package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Failing cases, or parts of their answers, that no known mistake explains.
 *
 * @param of how many cases were searched: all that fail, or those that were compared
 * @param cases how many cases these are
 * @param wrong in how many of them each tensor is wrong and unexplained, the most frequent first; or, under {@link
 *     #REFUSED}, {@link #ANSWERED} and {@link #OTHER_STAGE}, how many differ from PyTorch in this way
 * @param example the id of one of these cases; null if these are all failing cases
 */
public record Unexplained(
        int of,
        int cases,
        Map<String, Integer> wrong,
        @JsonInclude(JsonInclude.Include.NON_NULL) String example) {
    /** Means cases that the port refuses and PyTorch answers. */
    public static final String REFUSED = "refused";

    /** Means cases that the port answers and PyTorch refuses. */
    public static final String ANSWERED = "answered";

    /** Means cases that the port refuses at another stage than PyTorch. */
    public static final String OTHER_STAGE = "otherStage";

    private static final Map<String, String> CONDUCT = Map.of(
            REFUSED, "refused though PyTorch answers",
            ANSWERED, "answered though PyTorch refuses",
            OTHER_STAGE, "refused at another stage than by PyTorch");

    /** Sorts the tensors, and makes the map unmodifiable. */
    public Unexplained {
        Map<String, Integer> sorted = new LinkedHashMap<>();
        new TreeMap<>(wrong)
                .entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        wrong = Collections.unmodifiableMap(sorted);
    }

    /** Makes it of all failing cases. */
    public Unexplained(int of, int cases, Map<String, Integer> wrong) {
        this(of, cases, wrong, null);
    }

    /** Returns what is wrong, as in {@code grad.input is wrong in 14, output in 2; 3 are refused though ...}. */
    String words() {
        String tensors = wrong.entrySet().stream()
                .filter(entry -> !CONDUCT.containsKey(entry.getKey()))
                .map(entry -> entry.getKey() + " in " + entry.getValue())
                .collect(Collectors.joining(", "));
        String conduct = wrong.entrySet().stream()
                .filter(entry -> CONDUCT.containsKey(entry.getKey()))
                .map(entry ->
                        entry.getValue() + (entry.getValue() == 1 ? " is " : " are ") + CONDUCT.get(entry.getKey()))
                .collect(Collectors.joining("; "));
        return wrong.isEmpty()
                ? "no number is wrong"
                : Stream.of(tensors.replaceFirst(" in ", " is wrong in "), conduct)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("; "));
    }
}
