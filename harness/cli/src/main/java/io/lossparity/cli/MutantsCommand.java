package io.lossparity.cli;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.mutants.matrix.KillMatrix;
import io.lossparity.mutants.matrix.KillMatrixJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code mutants}: says which wrong losses the golden data rejects. */
@Command(
        name = "mutants",
        description = {
            "Runs wrong losses, each with one plausible mistake, and says which of them the golden data rejects.",
            "",
            "Prints a row per loss: its cases, its mutants, how many of them survive, how many cases alone reject a"
                    + " mutant, and how few cases together reject all that are rejected. Exits with 1 if any survives."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity mutants", "  lossparity mutants --loss NLLLoss --json build/kills.jsonl"})
final class MutantsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption dataOption;

    @Option(names = "--loss", paramLabel = "LOSS", split = ",", description = "Only these losses.")
    private List<String> losses = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the kill matrix (mutant x cases) as JSON lines, one per loss.")
    private Path json;

    MutantsCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        GoldenData data = dataOption.open();
        List<KillMatrix> matrices = new ArrayList<>();
        out.printf("%-26s %7s %7s %9s %5s %5s%n", "loss", "cases", "mutants", "survivors", "sole", "cover");
        for (Catalogue catalogue : MutantLibrary.catalogues()) {
            if (losses.isEmpty() || losses.contains(catalogue.loss())) {
                KillMatrix matrix = KillMatrix.of(catalogue, data, Tolerances.bundled());
                matrices.add(matrix);
                print(matrix, catalogue, out);
            }
        }
        long survivors =
                matrices.stream().mapToLong(matrix -> matrix.survivors().size()).sum();
        long mutants =
                matrices.stream().mapToLong(matrix -> matrix.rows().size()).sum();
        out.printf(Locale.ROOT, "%n%d of %d mutants rejected%n", mutants - survivors, mutants);
        if (json != null) {
            write(matrices);
        }
        return survivors == 0 ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }

    private static void print(KillMatrix matrix, Catalogue catalogue, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-26s %7d %7d %9d %5d %5d%n",
                matrix.loss(),
                matrix.cases().size(),
                matrix.rows().size(),
                matrix.survivors().size(),
                matrix.soleKillers().size(),
                matrix.cover().size());
        matrix.survivors().forEach(mutant -> out.println("  survives: " + mutant.title()));
        matrix.soleKillers()
                .forEach((id, alone) ->
                        alone.forEach(mutant -> out.println("  only " + id + " rejects: " + mutant.name())));
        catalogue.equivalents().forEach((id, reason) -> out.println("  equivalent: " + id + ": " + reason));
        out.flush();
    }

    private void write(List<KillMatrix> matrices) throws IOException {
        Path parent = json.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        try (BufferedWriter writer = Files.newBufferedWriter(json, StandardCharsets.UTF_8)) {
            KillMatrixJson.write(matrices, writer);
        }
    }
}
