package io.lossparity.kit.expect;

import io.lossparity.kit.text.Glob;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measures failures that a pattern covers, so that an expectation can be fitted to them. */
final class FailureMeasures {
    private static final int SHORTEST_SAYING = 12;
    private static final int LONGEST_SAYING = 100;

    private final Map<String, Symptoms> failing;

    /** Measures the failures in a map from ids to symptoms, which may be filled later. */
    FailureMeasures(Map<String, Symptoms> failing) {
        this.failing = failing;
    }

    double units(String pattern, Collection<String> owned) {
        return covered(pattern, owned).stream()
                .mapToDouble(id -> failing.get(id).maxUnits())
                .max()
                .orElse(0);
    }

    long ulps(String pattern, Collection<String> owned) {
        return covered(pattern, owned).stream()
                .mapToLong(id -> failing.get(id).maxUlps())
                .max()
                .orElse(0);
    }

    double times(String pattern, Collection<String> owned) {
        return covered(pattern, owned).stream()
                .mapToDouble(id -> failing.get(id).maxTimes())
                .max()
                .orElse(0);
    }

    static List<String> covered(String pattern, Collection<String> owned) {
        return owned.stream().filter(new Glob(pattern)::matches).toList();
    }

    Expectation measured(String pattern, List<String> cases) {
        TreeSet<String> kinds = new TreeSet<>();
        cases.forEach(id -> kinds.addAll(failing.get(id).kinds()));
        double times = times(pattern, cases);
        Bound bound = Symptoms.bounded(kinds)
                ? Bound.around(units(pattern, cases), ulps(pattern, cases))
                : times > 0 ? Bound.ofTimes(times) : Bound.NONE;
        return new Expectation(pattern, kinds, bound, Symptoms.bounded(kinds) ? "" : saying(cases), Set.of(), 0);
    }

    /** Returns the common beginning of all headlines, if it is long enough to be useful. */
    private String saying(List<String> cases) {
        String common = null;
        for (String id : cases) {
            String headline = failing.get(id).headline();
            common = common == null ? headline : commonStart(common, headline);
        }
        String start = common == null ? "" : common.substring(0, Math.min(common.length(), LONGEST_SAYING));
        String stripped = start.strip();
        return stripped.length() < SHORTEST_SAYING ? "" : stripped;
    }

    private static String commonStart(String a, String b) {
        int end = 0;
        while (end < a.length() && end < b.length() && a.charAt(end) == b.charAt(end)) {
            end++;
        }
        return a.substring(0, end);
    }
}
