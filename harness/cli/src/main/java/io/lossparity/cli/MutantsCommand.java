package io.lossparity.cli;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.mutants.matrix.MutantRun;
import io.lossparity.report.kills.KillMatrix;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code mutants}: says which wrong losses the golden data reject. */
@Command(
        name = "mutants",
        description = {
            "Runs wrong losses, each with one plausible mistake, and says which of them the golden data reject.",
            "",
            "Prints a row for each loss: its cases, its mutants, how many survive, the fewest cases that reject one,"
                    + " how many cases alone reject some mutant, how few cases together reject all that are rejected,"
                    + " and how many cases reject none. Exits with 1 if any mutant survives."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity suite mutants", "  lossparity suite mutants --loss NLLLoss"})
final class MutantsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption dataOption;

    @Option(names = "--loss", paramLabel = "NAME", split = ",", description = "Only these losses. Repeatable.")
    private List<String> losses = new ArrayList<>();

    MutantsCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return conclude(run(out), out);
    }

    /** Prints the last line, and returns the exit code. */
    static int conclude(List<KillMatrix> matrices, PrintWriter out) {
        int mutants = matrices.stream().mapToInt(matrix -> matrix.rows().size()).sum();
        int survivors =
                matrices.stream().mapToInt(matrix -> matrix.survivors().size()).sum();
        out.printf(Locale.ROOT, "%n%d of %d mutants rejected%n", mutants - survivors, mutants);
        out.flush();
        return survivors == 0 ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }

    private List<KillMatrix> run(PrintWriter out) {
        GoldenData data = dataOption.open();
        List<Catalogue> catalogues = catalogues();
        int cases = data.count(CaseSelection.all()
                .withLosses(catalogues.stream().map(Catalogue::loss).toList()));
        KillTable.header(out);
        List<KillMatrix> matrices = new ArrayList<>();
        try (Progress progress = Progress.of(cases, spec.commandLine().getErr())) {
            catalogues.parallelStream()
                    .map(catalogue -> MutantRun.whole(catalogue, data, Tolerances.bundled(), () -> {
                        synchronized (progress) {
                            progress.step(0);
                        }
                    }))
                    .forEachOrdered(matrix -> {
                        matrices.add(matrix);
                        KillTable.row(matrix, out);
                    });
        }
        return matrices;
    }

    private List<Catalogue> catalogues() {
        List<Catalogue> all = MutantLibrary.catalogues();
        List<String> known = all.stream().map(Catalogue::loss).toList();
        for (String loss : losses) {
            if (!known.contains(loss)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no loss is named '" + loss + "'; "
                                + Nearest.to(loss, known)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("known: " + String.join(", ", known)));
            }
        }
        return all.stream()
                .filter(catalogue -> losses.isEmpty() || losses.contains(catalogue.loss()))
                .toList();
    }
}
