package io.lossparity.cli;

import io.lossparity.kit.expect.Surroundings;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.text.Glob;
import io.lossparity.kit.text.Plural;
import io.lossparity.render.text.Rerun;
import io.lossparity.spi.LossPort;
import io.lossparity.suite.smoke.Defect;
import io.lossparity.suite.smoke.SmokeFinding;
import io.lossparity.suite.smoke.SmokeReport;
import io.lossparity.suite.smoke.SmokeRun;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code smoke}: tests the adapter before numbers are judged. */
@Command(
        name = "smoke",
        description = {
            "Asks a port about a few tiny cases and says in words what is wrong with its adapter.",
            "",
            "Cases that the port's expectations file covers are left out.",
            "",
            "It looks at what an adapter passes on in both directions: types, shapes, layout, gradients, the incoming"
                    + " gradient, parameters, errors. 'check' then judges the numbers."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity smoke --port target/my-port.jar",
            "  lossparity smoke --port 'process:python3 my_port.py' --loss MSELoss"
        })
final class SmokeCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 5;

    /** Defects of which each loss has another message. */
    private static final Set<Defect> DIFFERENT = EnumSet.of(Defect.PARAMETER_IGNORED, Defect.FACTOR);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions.One portOptions;

    @Option(
            names = "--loss",
            split = ",",
            paramLabel = "NAME",
            description = "Ask only about these losses, named as in torch.nn. Repeatable.")
    private List<String> losses = new ArrayList<>();

    @Mixin
    private ExpectationsOptions expectationsOptions;

    @Mixin
    private DataOption dataOption;

    SmokeCommand() {}

    @Override
    public Integer call() {
        GoldenData data = dataOption.open();
        SelectionOptions.requireKnown(losses, data.manifest(), spec.commandLine());
        LossPort port = portOptions.port();
        PrintWriter out = FittedWriter.of(spec.commandLine());
        try (PortRunner runner = portOptions.runner(port)) {
            List<Glob> expected =
                    expectationsOptions
                            .file(portOptions, port)
                            .in(Surroundings.here(port.version()))
                            .patterns()
                            .stream()
                            .map(pattern -> new Glob(pattern.pattern()))
                            .toList();
            SmokeReport report = SmokeRun.run(
                    runner,
                    data,
                    CaseSelection.all().withLosses(losses),
                    id -> expected.stream().anyMatch(pattern -> pattern.matches(id)));
            out.printf(
                    "port %s %s, smoke test: %s%n%n",
                    port.name(), port.version(), Plural.of(report.cases(), "tiny case"));
            findings(report, out);
            notes(report, out);
            runner.remarks().forEach(remark -> out.println("note: " + remark));
            decide(report, out);
            out.flush();
            return report.works() ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
        }
    }

    private void findings(SmokeReport report, PrintWriter out) {
        Map<Defect, List<SmokeFinding>> byDefect = report.findings().stream()
                .collect(Collectors.groupingBy(SmokeFinding::defect, TreeMap::new, Collectors.toList()));
        int number = 0;
        for (Map.Entry<Defect, List<SmokeFinding>> entry : byDefect.entrySet()) {
            SmokeFinding first = entry.getValue().get(0);
            List<String> where =
                    entry.getValue().stream().map(SmokeFinding::loss).distinct().toList();
            List<String> messages = DIFFERENT.contains(entry.getKey())
                    ? entry.getValue().stream()
                            .map(SmokeFinding::message)
                            .distinct()
                            .toList()
                    : List.of(first.message());
            out.printf("%d. %s%n", ++number, printable(String.join("\n", messages)));
            out.printf("   %s%n", entry.getKey().advice());
            out.printf("   in %s; first at%n", named(where));
            out.printf(
                    "   %s explain%s%s %s%n%n",
                    Rerun.LAUNCHER, portOptions.asGiven(), dataOption.asGiven(), Rerun.quoted(first.caseId()));
        }
    }

    private static void notes(SmokeReport report, PrintWriter out) {
        if (!report.off().isEmpty()) {
            out.println("note: the numbers of " + Plural.of(report.off().size(), "case", "is", "are")
                    + " far off, for no usual reason of an adapter: " + named(report.off()));
        }
        if (!report.lenient().isEmpty()) {
            out.println("note: " + Plural.of(report.lenient().size(), "invalid call", "is", "are") + " computed: "
                    + named(report.lenient()));
        }
        if (report.left() > 0 && !report.allLeft()) {
            out.println(
                    "note: " + Plural.of(report.left(), "tiny case", "is", "are") + " expected to fail, and left out");
        }
        if (!report.unsupported().isEmpty()) {
            out.println("note: not supported: " + String.join(", ", report.unsupported()));
        }
        if (!report.notAsked().isEmpty()) {
            out.println("note: gradients not supported, and not asked for: " + String.join(", ", report.notAsked()));
        }
    }

    private void decide(SmokeReport report, PrintWriter out) {
        if (report.works()) {
            String words = report.allLeft()
                    ? "NOTHING TO TEST: all " + Plural.of(report.left(), "tiny case")
                            + " are expected to fail, and left out"
                    : "THE ADAPTER WORKS for " + named(List.copyOf(report.losses()));
            out.println(words + "; now run");
            String chosen = losses.isEmpty() ? "" : " --loss " + String.join(",", losses);
            out.printf(
                    "%s check%s%s%s%s%n",
                    Rerun.LAUNCHER, portOptions.asGiven(), chosen, expectationsOptions.asGiven(), dataOption.asGiven());
            return;
        }
        long defects =
                report.findings().stream().map(SmokeFinding::defect).distinct().count();
        out.println(
                defects > 0
                        ? "THE ADAPTER DOES NOT WORK: " + Plural.of(defects, "defect")
                        : "THE ADAPTER DOES NOT WORK: the port supports none of the cases");
    }

    private static String named(List<String> names) {
        List<String> shown = names.subList(0, Math.min(MOST_NAMED, names.size()));
        int more = names.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    /** The message may contain text of the port. */
    private static String printable(String message) {
        return message.replaceAll("[\\p{Cntrl}&&[^\\n]]", "\ufffd").replace("\n", "\n   ");
    }
}
