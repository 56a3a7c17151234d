package io.lossparity.mutants.score;

import io.lossparity.report.stream.DiagnosisLine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A bug of the table.
 *
 * @param set where it comes from: {@code shared}, {@code public}, {@code several} or {@code fresh}
 * @param id its id, by which {@link Bugs} knows the port
 * @param loss the loss that has it
 * @param source the repository and the number of the report
 * @param bug the bug in words
 * @param words what must be said of it: words of one sentence between {@code +}, alternatives between {@code /}, and
 *     several mistakes between {@code &&}
 * @param where conditions that are true of it, between {@code /}
 * @param outcome how well it was diagnosed when the table was written
 */
record Row(String set, String id, String loss, String source, String bug, String words, String where, Outcome outcome) {
    static final String HEADER = "set|id|loss|source|bug|words|where|outcome";
    private static final int COLUMNS = 8;

    /** How well a bug is diagnosed, the best first. */
    enum Outcome {
        /** A mistake is named, and it is this one. */
        NAMED,
        /** No mistake is named, but what is said of the answers is what is wrong. */
        DESCRIBED,
        /** Nothing is said, or nothing that helps. */
        SILENT,
        /** A mistake is named that the bug does not have, or a condition that is not true. */
        WRONG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Row of(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("a row has " + COLUMNS + " columns, but: " + line);
        }
        return new Row(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                cells[4],
                cells[5],
                cells[6],
                Outcome.valueOf(cells[7].toUpperCase(Locale.ROOT)));
    }

    String line() {
        return String.join("|", set, id, loss, source, bug, words, where, outcome.toString());
    }

    Row with(Outcome newOutcome) {
        return new Row(set, id, loss, source, bug, words, where, newOutcome);
    }

    /** Returns how well a diagnosis hits this bug. */
    Outcome outcome(DiagnosisLine diagnosis) {
        List<String> named = diagnosis.explanations().stream()
                .map(DiagnosisLine.Explanation::name)
                .toList();
        List<String> mistakes = List.of(words.split(" && "));
        if (!named.stream().allMatch(name -> isTrue(name, mistakes))) {
            return Outcome.WRONG;
        }
        if (mistakes.stream().allMatch(mistake -> named.stream().anyMatch(name -> says(name, mistake)))) {
            return Outcome.NAMED;
        }
        List<String> said = Stream.of(
                        named.stream(),
                        diagnosis.patterns().stream(),
                        diagnosis.refusals().stream().map(DiagnosisLine.Refusal::words))
                .flatMap(sentences -> sentences)
                .toList();
        boolean all = mistakes.stream().allMatch(mistake -> said.stream().anyMatch(one -> says(one, mistake)));
        return all ? Outcome.DESCRIBED : Outcome.SILENT;
    }

    /** Whether one of the mistakes has that name, and each condition after it is one that the row allows. */
    private boolean isTrue(String name, List<String> mistakes) {
        String[] parts = name.replace(", though not in every case", "").split(", (?=where |only in |in the output)");
        List<String> conditions = Arrays.asList(parts).subList(1, parts.length);
        List<String> allowed = List.of(where.split(" / "));
        return mistakes.stream().anyMatch(mistake -> says(name, mistake)) && allowed.containsAll(conditions);
    }

    private static boolean says(String sentence, String mistake) {
        String lower = sentence.toLowerCase(Locale.ROOT);
        return Arrays.stream(mistake.split(" / "))
                .anyMatch(words -> Arrays.stream(words.split(" \\+ "))
                        .allMatch(word -> lower.contains(word.strip().toLowerCase(Locale.ROOT))));
    }
}
