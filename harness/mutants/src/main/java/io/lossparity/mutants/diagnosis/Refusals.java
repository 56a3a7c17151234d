package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.spi.LossCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The cases of one loss that a port did not answer, grouped by what it did instead, whatever numbers that names. */
public final class Refusals {
    private static final int MOST_GROUPS = 5;
    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_CALLS = 400;
    private static final int LONGEST = 300;

    /** A number of a message; not one of a name, nor the line in {@code (Name.java:12)}. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.:$])-?\\d+(\\.\\d+)?([eE]-?\\d+)?(?![\\w)])");

    /** A shape, say, which has more or fewer numbers from case to case. */
    private static final Pattern LIST = Pattern.compile("#(, ?#)+");

    private final Map<String, Cases> groups = new LinkedHashMap<>();

    Refusals() {}

    /** The cases in which a port did one thing. */
    private static final class Cases {
        private final String first;
        private final List<String> ids = new ArrayList<>();
        private final List<LossCall> calls = new ArrayList<>();
        private boolean alike = true;
        private int count;

        Cases(String first) {
            this.first = first;
        }

        void add(GoldenCase goldenCase, String problem) {
            count++;
            alike &= problem.equals(first);
            if (ids.size() < MOST_EXAMPLES) {
                ids.add(goldenCase.id());
            }
            if (calls.size() < MOST_CALLS) {
                calls.add(goldenCase.call());
            }
        }
    }

    /**
     * Cases in which the port did the same.
     *
     * @param what what it did, as in {@code throws java.lang.NullPointerException}; a number that differs is {@code #}
     * @param where what these cases have in common and all others have not; empty if nothing simple is known
     * @param count how many they are
     * @param cases the ids of some of them
     */
    public record Group(String what, String where, int count, List<String> cases) {
        /** Makes the list unmodifiable. */
        public Group {
            cases = List.copyOf(cases);
        }

        DiagnosisLine.Refusal inReport() {
            return new DiagnosisLine.Refusal(what, where, count, cases);
        }
    }

    void add(GoldenCase goldenCase, String problem) {
        String line = problem.lines().findFirst().orElse("").strip();
        String what = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
        String numberless = NUMBER.matcher(what).replaceAll("#");
        String shape = LIST.matcher(numberless).replaceAll("#");
        groups.computeIfAbsent(shape, key -> new Cases(what)).add(goldenCase, what);
    }

    /**
     * Returns the largest groups.
     *
     * @param answered calls that the port answered
     */
    List<Group> groups(Collection<LossCall> answered) {
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().count))
                .limit(MOST_GROUPS)
                .map(entry -> group(entry.getKey(), entry.getValue(), answered))
                .toList();
    }

    private Group group(String shape, Cases cases, Collection<LossCall> answered) {
        List<LossCall> others = new ArrayList<>(answered);
        groups.values().stream().filter(other -> other != cases).forEach(other -> others.addAll(other.calls));
        String where = CaseCondition.between(cases.calls, others)
                .map(CaseCondition::words)
                .orElse("");
        return new Group(cases.alike ? cases.first : shape, where, cases.count, cases.ids);
    }
}
