package io.lossparity.render.html.model;

import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.DiagnosisLine.Mistake;
import io.lossparity.report.stream.DiagnosisLine.Refusal;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.Unexplained;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known mistakes that explain failing cases, patterns of those that none explains, and what the port did instead of
 * answers.
 *
 * @param entries a mistake, pattern or refusal each
 */
public record Diagnoses(List<Entry> entries) {
    private static final int MOST_ALIKE = 3;

    /** Makes the list unmodifiable. */
    public Diagnoses {
        entries = List.copyOf(entries);
    }

    /**
     * A mistake that explains failing cases, or a pattern or refusal, which has no more than a sentence.
     *
     * @param loss the loss
     * @param page the loss's page
     * @param subject what is explained, as in {@code Your 14 failing cases equal}; empty for a pattern
     *     or refusal
     * @param mistake the mistake in words
     * @param closeness how close the answers are, as in {@code to 1 ulp}
     * @param alike what else explains the same cases; may be empty
     * @param examples the ids of some of the cases; may be empty
     */
    public record Entry(
            String loss,
            String page,
            String subject,
            String mistake,
            String closeness,
            String alike,
            List<String> examples) {
        /** Makes the list unmodifiable. */
        public Entry {
            examples = List.copyOf(examples);
        }

        private static Entry of(DiagnosisLine line, Explanation explanation, String page) {
            String subject = line.subject(explanation);
            return new Entry(
                    line.loss(),
                    page,
                    subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1),
                    line.title(explanation.name()),
                    explanation.closeness(),
                    alike(explanation.alike()),
                    explanation.cases());
        }

        private static Entry of(DiagnosisLine line, String remark, String page) {
            Unexplained rest = line.unexplained();
            boolean itsFirst =
                    rest != null && rest.example() != null && line.remarks().indexOf(remark) == 0;
            List<String> examples = itsFirst ? List.of(rest.example()) : List.of();
            return new Entry(line.loss(), page, "", line.title(remark), "", "", examples);
        }

        private static Entry of(DiagnosisLine line, Refusal refusal, String page) {
            return new Entry(line.loss(), page, "", line.title(refusal.words()), "", "", refusal.cases());
        }

        private static String alike(List<Mistake> alike) {
            String names = alike.stream().limit(MOST_ALIKE).map(Mistake::name).collect(Collectors.joining("; "));
            return alike.size() <= MOST_ALIKE ? names : names + "; and " + (alike.size() - MOST_ALIKE) + " more";
        }
    }

    /**
     * Returns what a report says is wrong.
     *
     * @param report the report
     * @param losses the losses that have a page
     * @param pageOf the name of a loss's page
     */
    static Diagnoses of(RunReport report, Set<String> losses, Function<String, String> pageOf) {
        return new Diagnoses(report.diagnoses().stream()
                .filter(line -> losses.contains(line.loss()))
                .flatMap(line -> entries(line, pageOf.apply(line.loss())))
                .toList());
    }

    private static Stream<Entry> entries(DiagnosisLine line, String page) {
        return Stream.of(
                        line.explanations().stream().map(explanation -> Entry.of(line, explanation, page)),
                        line.remarks().stream().map(remark -> Entry.of(line, remark, page)),
                        line.refusals().stream().map(refusal -> Entry.of(line, refusal, page)))
                .flatMap(entries -> entries);
    }

    /** Returns those of one loss. */
    public Diagnoses of(String loss) {
        return new Diagnoses(
                entries.stream().filter(entry -> entry.loss().equals(loss)).toList());
    }
}
