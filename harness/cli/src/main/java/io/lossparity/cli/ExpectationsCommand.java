package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.expect.ExpectationsUpdate;
import io.lossparity.kit.expect.Surroundings;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.DecisionText;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.relations.RelationRun;
import io.lossparity.render.text.Rerun;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code expectations}: checks, lists and fits the expected failures of a port. */
@Command(
        name = "expectations",
        description = {
            "Runs every case, and lists the classes of failures that the port's expectations file names, with how many"
                    + " cases of each failed as expected.",
            "",
            "--update fits the file to the run: it drops patterns whose cases pass or are gone, adds new failures as"
                    + " to-fix, and tightens bounds. Comments and reasons are kept. Greater errors and other kinds"
                    + " of failure need --allow-looser, with a reason that is kept in the file."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity expectations --port mine.jar --expectations mine.txt",
            "  lossparity expectations --port mine.jar --expectations mine.txt --update",
            "  lossparity expectations --port mine --allow-looser 'why'"
        })
final class ExpectationsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions.One portOptions;

    @Mixin
    private DataOption dataOption;

    @Option(
            names = "--expectations",
            paramLabel = "FILE",
            description = "The expectations file; the default is harness/ports/NAME/expectations.txt.")
    private Path file;

    @Option(names = "--update", description = "Fit the file to the run; create it if there is none.")
    private boolean update;

    @Option(
            names = "--allow-looser",
            paramLabel = "REASON",
            description = "Update, and accept greater errors and other kinds of failure. The file keeps this reason.")
    private String looserBecause;

    ExpectationsCommand() {}

    @Override
    public Integer call() {
        if (looserBecause != null && looserBecause.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--allow-looser needs a reason, but it is blank");
        }
        boolean updates = update || looserBecause != null;
        if (portOptions.each().size() > 1) {
            throw new ParameterException(spec.commandLine(), "--port must be one port");
        }
        GoldenData data = dataOption.open();
        LossPort port = portOptions.port();
        try (CaseChecker checker = portOptions.checker(port, dataOption)) {
            Path place = file == null ? ExpectationsOptions.ownFile(port.name()) : file;
            Surroundings here = Surroundings.here(port.version());
            ExpectationsFile old = Files.exists(place) || !updates
                    ? ExpectationsFile.read(place, name(place, port))
                    : ExpectationsFile.empty(name(place, port));
            RelationRun relations = new RelationRun(
                    checker::ask,
                    port.name(),
                    Rerun.LAUNCHER + " check" + portOptions.asGiven(),
                    checker.capabilities());
            return updates
                    ? update(data, checker, relations, old, here, place)
                    : list(data, checker, relations, old.in(here).complete());
        } finally {
            portOptions.close(port);
        }
    }

    private String name(Path place, LossPort port) {
        return file == null ? "harness/ports/" + port.name() + "/" + place.getFileName() : file.toString();
    }

    private ConformanceRun.Result run(
            GoldenData data, CaseChecker checker, Expectations expectations, Consumer<CaseResult> listener) {
        int cases = data.count(CaseSelection.all());
        try (Progress progress = Progress.of(cases, spec.commandLine().getErr(), "")) {
            return new ConformanceRun(data, CaseSelection.all(), expectations)
                    .run(checker, cases, (fixture, checked) -> {
                        listener.accept(checked.result());
                        progress.step(0);
                        return true;
                    });
        }
    }

    private int list(GoldenData data, CaseChecker checker, RelationRun relationRun, Expectations expectations) {
        PrintWriter out = FittedWriter.of(spec.commandLine());
        Map<String, int[]> counts = new LinkedHashMap<>();
        expectations
                .patterns()
                .forEach(pattern -> counts.put("[" + pattern.kind().word() + "] " + pattern.title(), new int[2]));
        ConformanceRun.Result result = run(
                data,
                checker,
                expectations,
                each -> each.expectation().ifPresent(expected -> {
                    int[] count = counts.get("[" + expected.kind().word() + "] " + expected.title());
                    count[0]++;
                    count[1] += expected.met() ? 1 : 0;
                }));
        CheckedRelations relations = RelationOptions.usual(relationRun, expectations, each -> {});
        relations.lines().stream().filter(line -> line.expectation() != null).forEach(line -> {
            int[] count = counts.get("[" + line.expectation().kind().word() + "] "
                    + line.expectation().title());
            count[0]++;
            count[1] += line.failedAsExpected() ? 1 : 0;
        });
        counts.forEach((title, count) -> out.printf("%5d of %5d as expected  %s%n", count[1], count[0], title));
        out.println();
        Gate.Decision decision = relations.decide(result);
        out.println(DecisionText.of(decision, result.totals(), relations.totals(), true, ""));
        out.flush();
        return decision.asExpected() ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }

    private int update(
            GoldenData data,
            CaseChecker checker,
            RelationRun relationRun,
            ExpectationsFile old,
            Surroundings here,
            Path place) {
        PrintWriter out = FittedWriter.of(spec.commandLine());
        ExpectationsUpdate fitting = new ExpectationsUpdate(old, here, looserBecause == null ? "" : looserBecause);
        ConformanceRun.Result result = run(data, checker, Expectations.none(), fitting::add);
        if (result.totals().overall().counts().cases() != data.count(CaseSelection.all())) {
            out.println("NOT UPDATED: " + String.join("; ", result.decision().reasons()));
            return ExitCode.DOES_NOT_CONFORM;
        }
        CheckedRelations relations = RelationOptions.usual(relationRun, Expectations.none(), fitting::add);
        if (relations.lines().size() != relations.totals().expected()) {
            out.println("NOT UPDATED: " + String.join("; ", relations.totals().reasons()));
            return ExitCode.DOES_NOT_CONFORM;
        }
        ExpectationsUpdate.Fitted fitted = fitting.fit();
        fitted.timedOut().forEach(out::println);
        if (!fitted.timedOut().isEmpty()) {
            out.println("NOT UPDATED: calls timed out, which a loaded machine can cause; run it again, or write by hand"
                    + " that they time out: PATTERN timed-out");
            return ExitCode.DOES_NOT_CONFORM;
        }
        fitted.refusals().forEach(out::println);
        fitted.changes().forEach(out::println);
        if (!fitted.refusals().isEmpty()) {
            out.println("NOT UPDATED: expectations would get looser; --allow-looser REASON allows that");
            return ExitCode.DOES_NOT_CONFORM;
        }
        if (fitted.changes().isEmpty()) {
            out.println("the expectations fit already: " + old.name());
            return ExitCode.CONFORMS;
        }
        try {
            Files.createDirectories(place.toAbsolutePath().getParent());
            Files.writeString(place, fitted.file().text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnwritableException(place, e);
        }
        out.println("UPDATED " + old.name() + ": " + Plural.of(fitted.changes().size(), "change"));
        return ExitCode.CONFORMS;
    }
}
