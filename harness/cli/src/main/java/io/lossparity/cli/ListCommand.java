package io.lossparity.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Note;
import io.lossparity.kit.text.Plural;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code list}: lists the content of the golden data. */
@Command(
        name = "list",
        description = {
            "Lists the losses with their numbers of cases; with --ids the cases, with --notes the bugs that they"
                    + " catch."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity list",
            "  lossparity list --ids --loss CTCLoss --dtype float64",
            "  lossparity list --ids --flag invalid",
            "  lossparity list --notes --loss NLLLoss"
        })
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SelectionOptions selectionOptions;

    @Mixin
    private DataOption dataOption;

    @ArgGroup
    private What what = new What();

    ListCommand() {}

    /** What is listed: one of them, or else the losses. */
    private static final class What {
        @Option(names = "--ids", description = "List the ids of the cases, one on each line.")
        private boolean ids;

        @Option(names = "--notes", description = "List the flags, with the bug that their cases catch.")
        private boolean notes;
    }

    @Override
    public Integer call() {
        GoldenData data = dataOption.open();
        CaseSelection selection = selectionOptions.selection(data.manifest());
        PrintWriter out = spec.commandLine().getOut();
        long listed;
        if (what.notes) {
            listed = listNotes(data, selection, FittedWriter.of(spec.commandLine()));
        } else if (what.ids) {
            listed = listIds(data, selection, out);
        } else {
            listed = listLosses(data, selection, out);
        }
        if (listed == 0) {
            throw selectionOptions.nothingSelected(data);
        }
        return ExitCode.CONFORMS;
    }

    private static long listIds(GoldenData data, CaseSelection selection, PrintWriter out) {
        long[] count = {0};
        data.forEach(selection, goldenCase -> {
            out.println(goldenCase.id());
            count[0]++;
        });
        return count[0];
    }

    private long listLosses(GoldenData data, CaseSelection selection, PrintWriter out) {
        Map<String, LossCount> counts = new LinkedHashMap<>();
        if (selectionOptions.choosesAmongCases()) {
            try (Stream<Fixture> fixtures = data.fixtures(selection)) {
                fixtures.forEach(fixture -> counts.merge(
                        fixture.loss(),
                        LossCount.of(
                                fixture.loss(),
                                fixture.dtype().torchName(),
                                fixture.cases().size()),
                        LossCount::plus));
            }
        } else {
            data.files(selection)
                    .forEach(entry -> counts.merge(
                            entry.loss(),
                            LossCount.of(entry.loss(), entry.dtype().torchName(), entry.cases()),
                            LossCount::plus));
        }
        List<LossCount> rows = new ArrayList<>(counts.values());
        LossCount total = rows.stream().reduce(new LossCount("total", 0, 0), LossCount::plus);
        rows.add(total.named("total"));
        printTable(
                out,
                rows,
                List.of(
                        column("loss", HorizontalAlign.LEFT, LossCount::loss),
                        column("float32", HorizontalAlign.RIGHT, row -> Long.toString(row.float32())),
                        column("float64", HorizontalAlign.RIGHT, row -> Long.toString(row.float64())),
                        column("cases", HorizontalAlign.RIGHT, row -> Long.toString(row.float32() + row.float64()))));
        return total.float32() + total.float64();
    }

    private static long listNotes(GoldenData data, CaseSelection selection, PrintWriter out) {
        Map<String, FlagCount> counts = new TreeMap<>();
        try (Stream<Fixture> fixtures = data.fixtures(selection)) {
            fixtures.forEach(fixture -> fixture.cases()
                    .forEach(goldenCase -> goldenCase
                            .flags()
                            .forEach(flag -> counts.computeIfAbsent(
                                            fixture.loss() + " " + flag,
                                            key -> new FlagCount(
                                                    fixture.loss(),
                                                    flag,
                                                    fixture.notes().get(flag)))
                                    .add())));
        }
        counts.values()
                .forEach(each -> out.println(each.loss + ", " + each.flag + ", " + Plural.of(each.cases, "case")
                        + ": catches " + each.note.catches()));
        return counts.size();
    }

    private static <T> void printTable(PrintWriter out, List<T> rows, List<ColumnData<T>> columns) {
        AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns)
                .asString()
                .lines()
                .forEach(line -> out.println(line.strip()));
    }

    private static <T> ColumnData<T> column(String header, HorizontalAlign align, Function<T, String> text) {
        return new Column()
                .header(header)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(Integer.MAX_VALUE)
                .with(text);
    }

    private record LossCount(String loss, long float32, long float64) {
        static LossCount of(String loss, String dtype, long cases) {
            return new LossCount(loss, dtype.equals("float32") ? cases : 0, dtype.equals("float64") ? cases : 0);
        }

        LossCount plus(LossCount other) {
            return new LossCount(loss, float32 + other.float32, float64 + other.float64);
        }

        LossCount named(String name) {
            return new LossCount(name, float32, float64);
        }
    }

    private static final class FlagCount {
        private final String loss;
        private final String flag;
        private final Note note;
        private long cases;

        FlagCount(String loss, String flag, Note note) {
            this.loss = loss;
            this.flag = flag;
            this.note = note;
        }

        void add() {
            cases++;
        }
    }
}
