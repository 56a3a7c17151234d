package io.lossparity.cli;

import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.expect.Surroundings;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.DecisionText;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationRun;
import io.lossparity.render.text.Rerun;
import io.lossparity.render.text.WhatIsWrong;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.spi.LossPort;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code check}: runs the cases and decides whether the port conforms. */
@Command(
        name = "check",
        description = {
            "Runs the golden cases against a port, and relations that a loss keeps for all inputs, and says"
                    + " whether it conforms.",
            "",
            "Prints the verdict, a line per mistake, and a row per loss: the counts of verdicts, the share of elements"
                    + " that are PyTorch's to the bit, and the worst error of output and gradient in units of the element"
                    + " (the unit of rounding times the magnitude that its roundings act on).",
            "",
            "Several ports (--port A,B) are checked one by one, and then compared as by 'compare'; --json ports.jsonl"
                    + " then writes ports-A.jsonl and ports-B.jsonl, and --report DIR writes the folders"
                    + " DIR/A and DIR/B. The exit code is 0 only if each port conforms, or fails as expected."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity check",
            "  lossparity check --loss NLLLoss,CrossEntropyLoss --dtype float32",
            "  lossparity check --case '*/weight=*/typical' --fail-fast",
            "  lossparity check --port build/mine.jar --json build/report.jsonl",
            "  lossparity check --port 'process:python3 my_port.py' --report build/report",
            "  lossparity check --port lossparity,build/mine.jar --json ports.jsonl",
            "  lossparity check --port mine --port 'process:./port.sh --only L1,MSE'",
            "  lossparity check --port build/mine.jar --expectations expectations.txt",
            "  lossparity check --relations full --seed 7",
            "  lossparity check --case 'relation/MSELoss/*'"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions.Several portOptions;

    @Mixin
    private ExpectationsOptions expectationsOptions;

    @Mixin
    private SelectionOptions selectionOptions;

    @Mixin
    private DataOption dataOption;

    @Mixin
    private RelationOptions relationOptions;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON lines: a header, a line for each case, relation and"
                    + " diagnosis, and a footer.")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write the report into this folder: index.html, a page for each loss, and report.jsonl.gz.")
    private Path reportFolder;

    @Option(names = "--fail-fast", description = "Stop at the first case that neither passes nor fails as expected.")
    private boolean failFast;

    @ArgGroup
    private Amount amount = new Amount();

    @Option(names = "--no-diagnosis", description = "Do not look for the mistakes that explain the failing cases.")
    private boolean noDiagnosis;

    CheckCommand() {}

    /** How much is shown: at most one of them may be given. */
    private static final class Amount {
        @Option(
                names = "--details",
                description = "Also show single cases, the worst errors with their cases, and the distances of port"
                        + " and PyTorch from the truth.")
        private boolean details;

        @Option(
                names = {"-q", "--quiet"},
                description = "Show only the verdict.")
        private boolean quiet;
    }

    @Override
    public Integer call() {
        List<PortOptions> ports = portOptions.each();
        GoldenData data = dataOption.open();
        CaseSelection selection = selectionOptions.selection(data.manifest());
        expectationsOptions.refuseFor(ports.size());
        int cases = data.count(selection);
        boolean anyData = data.manifest().totals().cases() > 0; // without it no port can conform
        List<RelationCase> relations = anyData ? relationOptions.of(selection) : List.of();
        if (cases == 0 && relations.isEmpty() && anyData) {
            throw selectionOptions.nothingSelected(data);
        }
        Asked asked = new Asked(data, selection, cases, relations);
        return ports.size() == 1
                ? check(ports.get(0), asked, ReportPlace.ofOne(json, reportFolder))
                : new SeveralPorts(spec.commandLine(), json, reportFolder)
                        .check(ports, (port, place) -> check(port, asked, place));
    }

    /**
     * The questions of a run.
     *
     * @param data the golden data
     * @param selection which of its cases are asked
     * @param cases how many cases these are
     * @param relations the relations that are checked
     */
    private record Asked(GoldenData data, CaseSelection selection, int cases, List<RelationCase> relations) {}

    private int check(PortOptions options, Asked asked, ReportPlace anyPlace) {
        LossPort port = options.port();
        try {
            return check(port, options, asked, anyPlace.of(port.name()));
        } finally {
            options.close(port);
        }
    }

    private int check(LossPort port, PortOptions options, Asked asked, ReportPlace place) {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        Expectations expectations = expectations(port, options);
        announce(port, asked, expectations, out);
        FailureList failures = new FailureList(!noDiagnosis);
        try (CaseChecker checker = options.checker(port, dataOption);
                ReportOutputs reports = ReportOutputs.start(
                        place,
                        Headers.of(
                                port, options.given(), asked.data(), asked.selection(), expectations, asked.cases()))) {
            ConformanceRun.Result result = run(asked, expectations, checker, failures, reports, place.part());
            String rerun = Rerun.LAUNCHER + " check" + options.asGiven() + dataOption.asGiven();
            CheckedRelations relations = relations(
                    asked,
                    result,
                    expectations,
                    new RelationRun(checker::ask, port.name(), rerun, checker.capabilities()));
            List<DiagnosisLine> diagnoses =
                    failures.diagnoses(BrokenRelations.of(asked.relations(), relations.lines()));
            Gate.Decision decision = relations.decide(result);
            ReportFooter footer = ReportFooter.of(
                    result.totals(), relations.totals(), decision, Instant.now().toString());
            reports.finish(relations.lines(), diagnoses, footer);
            CheckText text = new CheckText(out, Terminal.current(), amount.details);
            String seconds = " (" + Numbers.seconds(seconds(start)) + ")";
            text.decision(
                    DecisionText.of(decision, result.totals(), relations.totals(), !expectations.isEmpty(), seconds));
            if (!amount.quiet) {
                tell(text, new Told(options, place, failures, diagnoses, relations, result, checker));
            }
            out.flush();
            reports.render(kept -> new JudgedCaseDetails(kept, port.name()), amount.quiet ? null : out);
            out.print(place.amongSeveral() ? System.lineSeparator() : "");
            return exitCode(decision, reports.problem());
        }
    }

    /** The results of a run. */
    private record Told(
            PortOptions options,
            ReportPlace place,
            FailureList failures,
            List<DiagnosisLine> diagnoses,
            CheckedRelations relations,
            ConformanceRun.Result result,
            CaseChecker checker) {}

    private void tell(CheckText text, Told told) {
        PrintWriter out = spec.commandLine().getOut();
        List<WhatIsWrong> mistakes = WhatIsWrong.of(
                told.diagnoses(),
                told.relations().lines(),
                told.failures().undiagnosed(told.diagnoses()),
                told.failures()::firstOf);
        text.mistakes(mistakes);
        if (!told.place().amongSeveral()) {
            text.cases(told.failures());
            text.totals(told.result().totals());
        }
        told.relations().printCounts(out);
        told.checker()
                .remarks()
                .forEach(remark -> out.println(Terminal.current().fitted("note: " + remark)));
        if (!told.place().amongSeveral()) {
            String again = Rerun.command(
                    spec.commandLine().getParent().getParseResult().originalArgs());
            String example = mistakes.stream()
                    .map(WhatIsWrong::example)
                    .filter(id -> !id.isEmpty())
                    .findFirst()
                    .orElse("");
            String explain = Rerun.LAUNCHER + " explain" + told.options().asGiven() + expectationsOptions.asGiven()
                    + dataOption.asGiven();
            text.more(again, explain, example, reportFolder != null);
        }
    }

    /** After a run that was stopped, or given up because calls hang, nothing more is asked. */
    private CheckedRelations relations(
            Asked asked, ConformanceRun.Result result, Expectations expectations, RelationRun run) {
        boolean stopped = result.totals().overall().counts().cases() < asked.cases();
        boolean whole = asked.selection().equals(CaseSelection.all());
        return stopped ? CheckedRelations.none() : relationOptions.check(run, asked.relations(), expectations, whole);
    }

    private void announce(LossPort port, Asked asked, Expectations expectations, PrintWriter out) {
        if (amount.quiet) {
            return;
        }
        Manifest manifest = asked.data().manifest();
        Terminal terminal = Terminal.current();
        long all = manifest.totals().cases();
        String place = dataOption.asGiven().isEmpty() ? "" : " (" + asked.data().location() + ")";
        out.println(terminal.fitted("port " + port.name() + " " + port.version() + ", PyTorch "
                + manifest.reference().torch() + ", golden data " + manifest.dataVersion() + place + ", "
                + (asked.cases() == all ? "" : asked.cases() + " of ") + Plural.of(all, "case")));
        DeclaredCapabilities capabilities = DeclaredCapabilities.of(PortRunner.capabilitiesOf(port));
        if (capabilities != null) {
            Set<String> chosen = asked.selection().losses();
            String which = chosen.isEmpty() ? "" : "of the losses chosen, ";
            out.println(terminal.fitted(which + "it declares that it supports "
                    + capabilities.among(chosen).text() + "; it is not asked for the rest"));
        }
        Optional<String> note = expectations.isEmpty()
                ? expectationsOptions.unused()
                : Optional.of("expected failures: " + expectations.file().name());
        note.ifPresent(text -> out.println(terminal.fitted(text)));
        out.println();
        out.flush();
    }

    private Expectations expectations(LossPort port, PortOptions options) {
        return expectationsOptions
                .file(options, port)
                .in(Surroundings.here(port.version()))
                .complete();
    }

    private ConformanceRun.Result run(
            Asked asked,
            Expectations expectations,
            CaseChecker checker,
            FailureList failures,
            ReportOutputs reports,
            String part) {
        try (Progress progress = amount.quiet
                ? Progress.none()
                : Progress.of(asked.cases(), spec.commandLine().getErr(), part)) {
            return new ConformanceRun(asked.data(), asked.selection(), expectations)
                    .run(checker, asked.cases(), (fixture, checked) -> {
                        failures.add(checked);
                        reports.add(fixture, checked);
                        progress.step(failures.count());
                        return !failFast || failures.surprises() == 0;
                    });
        }
    }

    private int exitCode(Gate.Decision decision, Optional<String> reportProblem) {
        reportProblem.ifPresent(problem -> spec.commandLine().getErr().println("lossparity: no report: " + problem));
        if (!decision.asExpected()) {
            return ExitCode.DOES_NOT_CONFORM;
        }
        return reportProblem.isPresent() ? ExitCode.FAILURE : ExitCode.CONFORMS;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
