package io.lossparity.report.markdown;

import io.lossparity.kit.coverage.CaseSpace;
import io.lossparity.kit.coverage.LossCoverage;
import io.lossparity.kit.coverage.Reason;
import io.lossparity.kit.coverage.Setting;
import io.lossparity.report.html.model.SpaceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the golden data covers and what not, and why, as one Markdown file that can be committed. */
public final class SpaceDoc {
    private final StringBuilder text = new StringBuilder();
    private final CaseSpace space;

    private SpaceDoc(CaseSpace space) {
        this.space = space;
    }

    /** Renders the file. */
    public static String render(CaseSpace space) {
        SpaceDoc doc = new SpaceDoc(space);
        doc.introduction();
        space.losses().forEach(doc::loss);
        doc.beyond();
        return doc.text.toString();
    }

    private void introduction() {
        line("# What the golden data covers");
        line("");
        line(
                "Written by `./lossparity coverage --markdown golden-data/COVERAGE.md` from the golden data; a test keeps it");
        line(
                "fresh. Every parameter's value is crossed with reduction, form of shapes and kind of values. A cell is the");
        line(
                "number of valid calls, in float32 and float64 each (`a/b` where they differ); a dot is an untested pair.");
        line("Each of those is below its table, with the reason, which is reviewed in `untested.json`. Forms name the");
        line("axes: N a batch, C classes, d any other, 0 an axis of size 0.");
        line("");
        line("| loss | valid calls | pairs | tested | untested, with a reason | without |");
        line("|:--|--:|--:|--:|--:|--:|");
        for (LossCoverage loss : space.losses()) {
            CaseSpace.Counts counts = space.counts(loss);
            line("| [" + loss.loss() + "](#" + loss.loss().toLowerCase(Locale.ROOT) + ") | " + loss.calls() + " | "
                    + loss.pairs() + " | " + counts.tested() + " | " + counts.explained() + " | " + counts.open()
                    + " |");
        }
        line("");
    }

    private void loss(LossCoverage loss) {
        SpaceTable table = SpaceTable.of(space, loss);
        line("## " + loss.loss());
        line("");
        line("| setting | " + table.columns().stream().map(SpaceDoc::heading).collect(Collectors.joining(" | "))
                + " |");
        line("|:--|" + "--:|".repeat(table.columns().size()));
        for (SpaceTable.Row row : table.rows()) {
            line("| " + row.setting() + " | " + String.join(" | ", row.cells()) + " |");
        }
        line("");
        space.untestedOf(loss.loss()).forEach(this::reason);
    }

    private static String heading(Setting setting) {
        return setting.axis().equals("form") ? setting.value() : setting.axis() + " " + setting.value();
    }

    private void reason(Reason reason, List<CaseSpace.Untested> pairs) {
        line("**Untested (" + pairs.size() + ")**: " + reason.reason() + ".");
        line("");
        Map<String, List<String>> byOne = new LinkedHashMap<>();
        for (CaseSpace.Untested each : pairs) {
            String dtypes = each.dtypes().size() > 1 ? "" : " (" + String.join("", each.dtypes()) + ")";
            byOne.computeIfAbsent(
                            each.pair().one() + " with " + each.pair().other().axis(), one -> new ArrayList<>())
                    .add(each.pair().other().value() + dtypes);
        }
        byOne.forEach((one, others) -> line("- " + one + ": " + String.join("; ", others)));
        line("");
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
