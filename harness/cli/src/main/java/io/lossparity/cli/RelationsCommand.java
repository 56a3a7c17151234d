package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.text.Plural;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.relations.RelationRun;
import io.lossparity.render.text.Rerun;
import io.lossparity.spi.LossPort;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code relations}: checks only relations, for any length of time. */
@Command(
        name = "relations",
        description = {
            "Checks properties that a loss has for all inputs, without golden data: that the sum is the sum of the"
                    + " unreduced loss, that a batch may be permuted, that the gradient is the loss's derivative, and so"
                    + " on.",
            "",
            "Shapes and values are drawn from the relation's id, which contains the seed: the same id is the same"
                    + " check on any machine."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity suite relations",
            "  lossparity suite relations --loss CTCLoss --relations full",
            "  lossparity suite relations --list --case '*/finite-differences/*'",
            "  lossparity suite relations --seed random --for 60s"
        })
final class RelationsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions.One portOptions;

    @Option(names = "--loss", split = ",", paramLabel = "NAME", description = "Only these losses. Repeatable.")
    private List<String> losses = new ArrayList<>();

    @Option(
            names = "--case",
            paramLabel = "GLOB",
            description = "Only relations whose whole id matches, or a single id with any shape and seed. Repeatable.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--relations",
            paramLabel = "SCOPE",
            defaultValue = "quick",
            description = "Which relations: quick, or full, with up to a million elements (default: ${DEFAULT-VALUE}).")
    private RelationScope scope;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = RelationOptions.SEED,
            description = "The seed of shapes and values: a number, or 'random' (default: ${DEFAULT-VALUE}).")
    private String seed;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Continue with the following seeds for this time, for example 60s or 10m.")
    private String time;

    @Option(names = "--list", description = "Print the ids and check nothing.")
    private boolean list;

    RelationsCommand() {}

    @Override
    public Integer call() {
        losses.stream()
                .filter(loss -> !RelationCatalogue.losses().contains(loss))
                .findFirst()
                .ifPresent(loss -> {
                    throw usage(
                            "no loss is named '" + loss + "'; known: " + String.join(", ", RelationCatalogue.losses()));
                });
        long first = firstSeed();
        long end = System.nanoTime() + duration().toNanos();
        if (list) {
            relations(first).forEach(spec.commandLine().getOut()::println);
            return ExitCode.CONFORMS;
        }
        LossPort port = portOptions.port();
        try (CaseChecker checker = portOptions.checker(port, new DataOption())) {
            RelationRun run = new RelationRun(
                    checker::ask,
                    port.name(),
                    Rerun.LAUNCHER + " check" + portOptions.asGiven(),
                    checker.capabilities());
            return check(run, first, () -> System.nanoTime() < end);
        }
    }

    private int check(RelationRun run, long first, BooleanSupplier goesOn) {
        PrintWriter out = FittedWriter.of(spec.commandLine());
        boolean conforms = true;
        long seeds = 0;
        do {
            List<RelationCase> relations = relations(first + seeds);
            List<RelationResult> results = run.run(relations, result -> seedMayEnd(goesOn));
            boolean cut = results.size() < relations.size() && !goesOn.getAsBoolean() && time != null;
            RelationTotals asked = RelationOptions.asked(scope, first + seeds, cut ? results.size() : relations.size());
            CheckedRelations checked = CheckedRelations.of(results, asked, Expectations.none(), false);
            checked.printBroken(out);
            out.println(checked.words());
            out.flush();
            conforms &= checked.totals().reasons().isEmpty() && (cut || anythingHolds(results));
            seeds++;
        } while (time != null && goesOn.getAsBoolean());
        out.printf(Locale.ROOT, "%s: %s from %d%n", conforms ? "HOLD" : "DO NOT HOLD", Plural.of(seeds, "seed"), first);
        return conforms ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }

    private boolean seedMayEnd(BooleanSupplier goesOn) {
        return time == null || goesOn.getAsBoolean();
    }

    /** A port that supports nothing does not conform. */
    private static boolean anythingHolds(List<RelationResult> results) {
        return results.stream().anyMatch(result -> result.verdict() == RelationVerdict.HOLDS);
    }

    private List<RelationCase> relations(long itsSeed) {
        CaseSelection selection = CaseSelection.all().withLosses(losses).withGlobs(ids);
        List<RelationCase> relations = RelationOptions.of(selection, scope, itsSeed, spec.commandLine());
        if (relations.isEmpty()) {
            throw usage("no relation is selected; 'lossparity suite relations --list' lists them");
        }
        return relations;
    }

    private long firstSeed() {
        if (seed.equals("random")) {
            return new SecureRandom().nextInt(Integer.MAX_VALUE);
        }
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw usage("--seed must be a number or 'random', but was '" + seed + "'");
        }
    }

    private Duration duration() {
        if (time == null) {
            return Duration.ZERO;
        }
        try {
            return Duration.parse("PT" + time.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw usage("--for must be a time such as 60s or 10m, but was '" + time + "'");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
