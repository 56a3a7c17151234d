package io.lossparity.suite.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A space of cases as JSON, by the schema {@code coverage.schema.json}. */
public final class CaseSpaceJson {
    private static final int FORMAT_VERSION = 1;

    private CaseSpaceJson() {}

    private record Document(
            String kind,
            int formatVersion,
            List<Loss> losses,
            List<Untested> untested,
            List<String> unexplained,
            List<Reason> stale,
            List<Reasons.Beyond> beyond) {}

    private record Loss(
            String loss, Map<String, Integer> cases, int pairs, int untested, Map<String, List<String>> axes) {}

    private record Untested(String loss, Setting one, Setting other, TreeSet<String> dtypes, String reason) {}

    /** Returns the whole space. */
    public static String write(CaseSpace space) {
        List<Loss> losses = new ArrayList<>();
        for (LossCoverage loss : space.losses()) {
            losses.add(new Loss(
                    loss.loss(), loss.cases(), loss.pairs(), loss.untested().size(), loss.axes()));
        }
        List<Untested> untested = space.untested().stream()
                .map(each -> new Untested(
                        each.pair().loss(),
                        each.pair().one(),
                        each.pair().other(),
                        new TreeSet<>(each.dtypes()),
                        each.reason().reason()))
                .toList();
        try {
            return JsonMapper.builder()
                            .build()
                            .writeValueAsString(new Document(
                                    "coverage",
                                    FORMAT_VERSION,
                                    losses,
                                    untested,
                                    space.unexplained(),
                                    space.stale(),
                                    space.beyond()))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a space is made of what can be written", e);
        }
    }
}
