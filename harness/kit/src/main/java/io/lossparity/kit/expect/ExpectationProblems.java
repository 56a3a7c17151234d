package io.lossparity.kit.expect;

import io.lossparity.kit.expect.Expectations.Covering;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the results of expected failures, and lists the problems. Not thread-safe. */
public final class ExpectationProblems {
    private static final int MOST_SHOWN = 3;

    private final List<Covering> patterns;
    private final String what;
    private final Map<String, Integer> covered = new HashMap<>();
    private final Map<Outcome, List<String>> examples = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    /** Starts with the patterns that apply to the run, for cases. */
    public ExpectationProblems(List<Covering> patterns) {
        this(patterns, false);
    }

    private ExpectationProblems(List<Covering> patterns, boolean relations) {
        this.patterns = patterns.stream()
                .filter(pattern -> Expectation.aboutRelations(pattern.pattern()) == relations)
                .toList();
        what = relations ? "relation" : "case";
    }

    /** Starts with the patterns that apply to the run, for relations. */
    public static ExpectationProblems ofRelations(List<Covering> patterns) {
        return new ExpectationProblems(patterns, true);
    }

    /** Adds a case, or relation, that was expected to fail. */
    public void add(String id, ExpectedFailure expected) {
        covered.merge(expected.pattern(), 1, Integer::sum);
        if (expected.met()) {
            return;
        }
        counts.merge(expected.outcome(), 1, Integer::sum);
        List<String> shown = examples.computeIfAbsent(expected.outcome(), outcome -> new ArrayList<>());
        if (shown.size() < MOST_SHOWN) {
            shown.add(text(id, expected));
        }
    }

    /**
     * Returns the problems in words; empty if there are none.
     *
     * @param whole whether every golden case, or every relation of a usual run, was run; a pattern that covers none is
     *     then stale
     */
    public List<String> list(boolean whole) {
        List<String> problems = new ArrayList<>();
        examples.forEach((outcome, shown) -> {
            int more = counts.get(outcome) - shown.size();
            problems.add(counts.get(outcome) + " " + words(outcome) + ": " + String.join("; ", shown)
                    + (more == 0 ? "" : "; and " + more + " more"));
        });
        List<String> stale = new ArrayList<>();
        for (Covering pattern : patterns) {
            int cases = covered.getOrDefault(pattern.pattern(), 0);
            if (cases > pattern.cap()) {
                problems.add(
                        "the pattern " + pattern.pattern() + " (line " + pattern.line() + ") is too wide: it covers "
                                + Plural.of(cases, what) + ", and may cover " + pattern.cap()
                                + "; narrow it, or say 'cap: " + cases + ", why' in its paragraph");
            }
            if (whole && cases == 0) {
                stale.add(pattern.pattern() + " (line " + pattern.line() + ")");
            }
        }
        if (!stale.isEmpty()) {
            int more = stale.size() - MOST_SHOWN;
            problems.add(Plural.of(stale.size(), "pattern", "is", "are")
                    + " stale, for no " + what + " matches: "
                    + String.join("; ", stale.subList(0, Math.min(stale.size(), MOST_SHOWN)))
                    + (more > 0 ? "; and " + more + " more" : ""));
        }
        return problems;
    }

    private static String text(String caseId, ExpectedFailure expected) {
        String pattern = expected.outcome() == Outcome.OVERLAP ? "" : ", pattern " + expected.pattern();
        return caseId + " (" + expected.kind().word() + ": " + expected.title() + pattern + "): " + expected.message();
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case MET -> "as expected";
            case UNEXPECTED_PASS -> "expected to fail, but passed";
            case WORSE -> "failed as expected, but worse than the bound";
            case OTHER_REASON -> "expected to fail, but failed for another reason";
            case UNSUPPORTED ->
                "expected to fail, but not supported (remove their patterns, or choose losses that the port has)";
            case OVERLAP -> "covered by two patterns";
        };
    }
}
