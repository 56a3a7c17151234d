package io.lossparity.render.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.Unexplained;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhatIsWrongTest {
    private static RelationLine broken(String name) {
        String id = "relation/L1Loss/float64/" + name + "/default/N3-2/seed=42";
        return new RelationLine(
                id,
                "L1Loss",
                "float64",
                name,
                "l(x, x') = l(x), l(x')",
                RelationVerdict.BROKEN,
                3,
                id + ", port mine: the loss of samples 0 to 1 alone is 1.0\n  relation " + name + ": l",
                1,
                null);
    }

    @Test
    void ofBrokenRelationsTheFirstSaysWhatItFinds() {
        List<WhatIsWrong> all = WhatIsWrong.of(
                List.of(), List.of(broken("batch-joined"), broken("batch-permuted")), List.of(), loss -> "");
        assertEquals(
                "does not hold: batch-joined, batch-permuted (2 relations); the first says: l(x, x') = l(x), l(x'); the"
                        + " loss of samples 0 to 1 alone is 1.0",
                all.get(0).sentence());
        assertEquals(
                "does not hold: batch-joined, batch-permuted (2 relations)",
                all.get(0).brief());
    }

    @Test
    void onlyBrokenRelationSaysItsRule() {
        List<WhatIsWrong> all = WhatIsWrong.of(List.of(), List.of(broken("batch-joined")), List.of(), loss -> "");
        assertEquals(
                "does not hold: batch-joined (1 relation), which says: l(x, x') = l(x), l(x'); the first: the loss of"
                        + " samples 0 to 1 alone is 1.0",
                all.get(0).sentence());
    }

    @Test
    void theExampleOfWhatNoMistakeExplainsIsNotExplained() {
        Explanation sign = new Explanation("L1Loss/sign", "the sign", List.of(), 7, 0, 0, List.of("L1Loss/a"));
        DiagnosisLine line = new DiagnosisLine(
                "L1Loss",
                9,
                9,
                List.of(sign),
                new Unexplained(9, 2, Map.of("output", 2), "L1Loss/b"),
                List.of(),
                List.of());
        List<WhatIsWrong> all = WhatIsWrong.of(List.of(line), List.of(), List.of(), loss -> "L1Loss/a");
        assertEquals(
                List.of("L1Loss/a", "L1Loss/b"),
                all.stream().map(WhatIsWrong::example).toList());
    }
}
