package io.lossparity.relations;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a relation's id {@code relation/<loss>/<dtype>/<relation>/<setting>/<dimensions>/seed=<n>}, for example
 * {@code relation/CrossEntropyLoss/float64/batch-joined/weight/N173-C19-3x2/seed=42}.
 */
record RelationId(String loss, DType dtype, String relation, String variant, String dims, long seed) {
    private static final Pattern FORM = Pattern.compile(
            "relation/([A-Za-z0-9]+)/(float32|float64)/([a-z0-9-]+)/([A-Za-z0-9=.,-]+)/([A-Z0-9x-]+)/seed=(-?[0-9]{1,18})");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}");

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException if it is not such an id
     */
    static RelationId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an id of a relation is relation/LOSS/DTYPE/RELATION/SETTING/DIMENSIONS/seed=N, but was '" + text
                            + "'");
        }
        return new RelationId(
                matcher.group(1),
                DType.ofTorchName(matcher.group(2)),
                matcher.group(3),
                matcher.group(4),
                matcher.group(5),
                Long.parseLong(matcher.group(6)));
    }

    /** Writes dimensions: {@code N173-C19-3x2} if the first two axes have letters. */
    static String dimsText(List<String> axes, int[] dims) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            parts.add(axes.get(i) + dims[i]);
        }
        if (dims.length > axes.size()) {
            parts.add(Arrays.stream(dims, axes.size(), dims.length)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining("x")));
        }
        return String.join("-", parts);
    }

    /** Returns the dimensions. */
    int[] lengths() {
        return LENGTH.matcher(dims)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group()))
                .toArray();
    }

    @Override
    public String toString() {
        return RelationResult.ID_PREFIX + loss + "/" + dtype.torchName() + "/" + relation + "/" + variant + "/" + dims
                + "/seed=" + seed;
    }
}
