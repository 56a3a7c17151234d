package io.lossparity.cli;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose cases. */
final class SelectionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--loss",
            split = ",",
            paramLabel = "NAME",
            description = "Take only these losses, named as in torch.nn. Repeatable.")
    private List<String> losses = new ArrayList<>();

    @Option(
            names = "--dtype",
            split = ",",
            paramLabel = "DTYPE",
            description = "Take only cases of this element type: float32 or float64. Repeatable.")
    private List<String> dtypes = new ArrayList<>();

    @Option(
            names = "--case",
            paramLabel = "GLOB",
            description = "Take cases whose whole id matches: * means any characters, including /, and ? means one."
                    + " Repeatable.")
    private List<String> globs = new ArrayList<>();

    @Option(
            names = "--flag",
            split = ",",
            paramLabel = "FLAG",
            description = "Take cases that have one of these flags, for example invalid. Repeatable.")
    private List<String> flags = new ArrayList<>();

    SelectionOptions() {}

    /**
     * Returns the selection.
     *
     * @throws ParameterException if the data do not have such a loss or element type
     */
    CaseSelection selection(Manifest manifest) {
        requireKnown(losses, manifest, command.commandLine());
        return CaseSelection.all()
                .withLosses(losses)
                .withDTypes(dtypes.stream().map(this::dtype).toList())
                .withGlobs(globs)
                .withFlags(flags);
    }

    /**
     * Checks that the data have these losses.
     *
     * @throws ParameterException if one is missing
     */
    static void requireKnown(List<String> losses, Manifest manifest, CommandLine commandLine) {
        List<String> known = manifest.losses();
        for (String loss : losses) {
            if (!known.contains(loss)) {
                throw new ParameterException(
                        commandLine,
                        "no loss is named '" + loss + "'; "
                                + Nearest.to(loss, known)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("known: " + String.join(", ", known)));
            }
        }
    }

    /** Returns whether ids or flags are restricted, so that a loss may be taken in part. */
    boolean choosesAmongCases() {
        return !globs.isEmpty() || !flags.isEmpty();
    }

    /** Returns the error that says that nothing is selected, with the ids that are nearest to a mistyped one. */
    ParameterException nothingSelected(GoldenData data) {
        String nearest = globs.stream()
                .filter(NearestIds::isId)
                .findFirst()
                .map(glob -> NearestIds.ofCases(glob, data))
                .or(() -> unknownFlag(data))
                .orElse("; 'lossparity list --ids' lists the cases");
        return new ParameterException(command.commandLine(), "no case is selected" + nearest);
    }

    private Optional<String> unknownFlag(GoldenData data) {
        if (flags.isEmpty()) {
            return Optional.empty(); // without reading all of the data
        }
        Set<String> known = new TreeSet<>();
        data.fixtures(CaseSelection.all())
                .forEach(fixture -> known.addAll(fixture.notes().keySet()));
        return flags.stream()
                .filter(flag -> !known.contains(flag))
                .findFirst()
                .map(flag -> ": no case has the flag '" + flag + "'"
                        + Nearest.to(flag, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; 'lossparity list --notes' lists the flags"));
    }

    private DType dtype(String name) {
        if (!name.equals("float32") && !name.equals("float64")) {
            throw new ParameterException(
                    command.commandLine(), "--dtype must be float32 or float64, but was '" + name + "'");
        }
        return DType.ofTorchName(name);
    }
}
