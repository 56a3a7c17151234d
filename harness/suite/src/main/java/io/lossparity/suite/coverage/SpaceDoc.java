package io.lossparity.suite.coverage;

import io.lossparity.kit.text.Plural;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the golden data cover, and why they do not cover the rest, as a Markdown page that can be committed. */
public final class SpaceDoc {
    private final StringBuilder text = new StringBuilder();
    private final CaseSpace space;

    private SpaceDoc(CaseSpace space) {
        this.space = space;
    }

    /** Renders the page. */
    public static String render(CaseSpace space) {
        SpaceDoc doc = new SpaceDoc(space);
        doc.introduction();
        doc.losses();
        doc.reasons();
        doc.beyond();
        return doc.text.toString();
    }

    private void introduction() {
        line("# What the golden data cover");
        line("");
        line(space.counts().words() + ".");
        line("");
        line("Each value of a parameter is paired with each reduction, each form of shapes and each kind of values. A");
        line(
                "pair is tested if a valid call in float32 and one in float64 have both settings. Every untested pair has a");
        line(
                "reason, which is reviewed in `untested.json`. `./lossparity suite coverage --untested` lists each of these pairs.");
        line("");
        line(
                "`./lossparity suite coverage --markdown golden-data/COVERAGE.md` writes this page, and a test keeps it up to date.");
        line("");
    }

    private void losses() {
        line("| loss | valid calls | pairs | tested | untested, with a reason | untested, without |");
        line("|:--|--:|--:|--:|--:|--:|");
        for (LossCoverage loss : space.losses()) {
            row(loss.loss(), loss.calls(), loss.pairs(), space.counts(loss));
        }
        row("all", "", space.losses().stream().mapToInt(LossCoverage::pairs).sum(), space.counts());
        line("");
    }

    private void row(String name, String calls, int pairs, CaseSpace.Counts counts) {
        line("| " + name + " | " + calls + " | " + pairs + " | " + counts.tested() + " | " + counts.explained() + " | "
                + counts.open() + " |");
    }

    private void reasons() {
        line("## Why pairs are untested");
        line("");
        space.untestedByReason().forEach(this::reason);
        line("");
    }

    private void reason(Reason reason, List<CaseSpace.Untested> pairs) {
        Map<String, Long> byLoss = pairs.stream()
                .collect(Collectors.groupingBy(each -> each.pair().loss(), LinkedHashMap::new, Collectors.counting()));
        String losses = byLoss.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        line("- **" + Plural.of(pairs.size(), "pair") + "**, `" + reason.one() + "` with `" + reason.other() + "`: "
                + reason.reason() + " (" + losses + ").");
    }

    private void beyond() {
        line("## Not in the space");
        line("");
        space.beyond().forEach(each -> line("- " + each.what() + ": " + each.reason() + "."));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
