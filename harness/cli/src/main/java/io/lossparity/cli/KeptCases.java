package io.lossparity.cli;

import io.lossparity.kit.check.Checked;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.Note;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cases of a run that a report may show in full: those that did not pass, and those with an error.
 *
 * <p>They are kept in memory, because reading the golden data again takes as long as the run. Of a loss that fails
 * nearly everywhere only the first are kept.
 */
final class KeptCases {
    private static final int MOST_OF_A_LOSS = 100;

    private final Map<String, Kept> byId = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    KeptCases() {}

    /**
     * A judged case, and the meaning of its flags.
     *
     * @param checked the case and the answer that was judged
     * @param notes the notes of its fixture
     */
    record Kept(Checked checked, Map<String, Note> notes) {}

    /** Keeps the case if it did not pass or has an error. */
    void add(Fixture fixture, Checked checked) {
        CaseResult result = checked.result();
        boolean exact = result.verdict() instanceof Verdict.Passed
                && result.comparisons().stream().allMatch(comparison -> comparison.bitEqual() == comparison.total());
        if (!exact && counts.merge(result.loss(), 1, Integer::sum) <= MOST_OF_A_LOSS) {
            byId.put(result.caseId(), new Kept(checked, fixture.notes()));
        }
    }

    /** Returns the case with the given id, if it was kept. */
    Optional<Kept> find(String caseId) {
        return Optional.ofNullable(byId.get(caseId));
    }
}
