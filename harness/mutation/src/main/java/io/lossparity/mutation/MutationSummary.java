package io.lossparity.mutation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lossparity.mutation.MutationScore.Unexplained;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the table of the mutation scores.
 *
 * <p>Arguments: the folder of PIT's reports (in {@code golden-cases} and, if they were run, {@code unit-tests}), the sources of impl, the explained survivors, and the table to write. Beside the reports it
 * writes {@code survivors.json}: the survivors without an explanation, as explanations without a reason.
 */
public final class MutationSummary {
    private static final double WANTED = 0.98;

    private MutationSummary() {}

    /**
     * Writes the table.
     *
     * @throws IllegalStateException if an explanation no longer holds, or too few mutants are killed or equivalent
     */
    public static void main(String[] arguments) throws IOException {
        Path reports = Path.of(arguments[0]);
        Explanations explanations = Explanations.read(Path.of(arguments[2]));
        SourceLines lines = new SourceLines(Path.of(arguments[1]));
        MutationScore score = score(reports, lines, explanations);
        Files.writeString(
                Path.of(arguments[3]),
                MutationTable.markdown(score, LocalDate.now(ZoneOffset.UTC), notMutated(score, Path.of(arguments[1]))));
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        json.writeValue(reports.resolve("survivors.json").toFile(), grouped(score.unexplained()));
        List<String> problems = problems(score, explanations, lines);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(System.lineSeparator(), problems));
        }
    }

    private static MutationScore score(Path reports, SourceLines lines, Explanations explanations) throws IOException {
        return new MutationScore(
                PitReport.readAll(reports.resolve("golden-cases")),
                ifRun(reports.resolve("unit-tests")),
                lines,
                explanations);
    }

    private static List<MutantResult> ifRun(Path folder) throws IOException {
        return Files.exists(folder) ? PitReport.readAll(folder) : List.of();
    }

    /** Returns the files without a mutant: they were not part of the run, or have nothing to mutate. */
    private static List<String> notMutated(MutationScore score, Path sources) throws IOException {
        Set<String> mutated = score.classes().stream()
                .map(name -> name.replaceAll("\\$.*", "").replace('.', '/') + ".java")
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> sources.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
                    .filter(file -> !file.contains("/float64/") && !mutated.contains(file))
                    .sorted()
                    .toList();
        }
    }

    /** Returns what is wrong: explanations that do not hold, and too low a share. */
    static List<String> problems(MutationScore score, Explanations explanations, SourceLines lines) {
        List<String> problems = new ArrayList<>(explanations.problems(score.classes(), lines));
        MutationScore.Row total = score.total();
        if (!(total.shareWithBudget() >= WANTED)) {
            problems.add(String.format(
                    "at least %.0f %% of the mutants must be killed or equivalent, but only %d of %d are",
                    100 * WANTED, total.killedOrEquivalent(), total.mutants));
        }
        return problems;
    }

    private static List<Map<String, Object>> grouped(List<Unexplained> survivors) {
        Map<List<String>, List<Unexplained>> groups = new LinkedHashMap<>();
        for (Unexplained survivor : survivors) {
            MutantResult mutant = survivor.mutant();
            List<String> key = List.of(mutant.className(), mutant.method(), survivor.line());
            groups.computeIfAbsent(key, name -> new ArrayList<>()).add(survivor);
        }
        List<Map<String, Object>> result = new ArrayList<>();
        groups.forEach((key, group) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("class", key.get(0));
            entry.put("method", key.get(1));
            entry.put("line", key.get(2));
            entry.put(
                    "mutants",
                    group.stream()
                            .map(survivor -> survivor.mutant().change())
                            .distinct()
                            .toList());
            entry.put("survivors", group.size());
            entry.put("kind", "");
            entry.put("reason", "");
            result.add(entry);
        });
        return result;
    }
}
