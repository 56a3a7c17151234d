package io.lossparity.kit.expect;

import io.lossparity.kit.expect.Paragraph.Line;
import io.lossparity.kit.expect.Paragraph.OtherLine;
import io.lossparity.kit.expect.Paragraph.PatternLine;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fits an expectations file to the results of a run over all cases.
 *
 * <p>It drops patterns whose cases pass, are not supported or do not exist any more, tightens bounds, adds classes for
 * new failures (to-fix, with the failure's first line as the reason), and completes lines that have only a pattern. It
 * keeps comments, reasons, and classes that apply elsewhere. It loosens a bound, or accepts another kind of failure,
 * only if a reason is given; it accepts a time-out only where the file already has it.
 */
public final class ExpectationsUpdate {
    private static final int LONGEST_REASON = 200;

    private final ExpectationsFile file;
    private final Surroundings surroundings;
    private final String looserBecause;
    private final Map<String, Symptoms> failing = new LinkedHashMap<>();
    private final FailureMeasures measures = new FailureMeasures(failing);
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<String> orphans = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    /**
     * Starts an update.
     *
     * @param file the file as it is
     * @param surroundings the surroundings of the run
     * @param looserBecause why bounds may get looser and kinds may be added; empty if they may not
     */
    public ExpectationsUpdate(ExpectationsFile file, Surroundings surroundings, String looserBecause) {
        this.file = file;
        this.surroundings = surroundings;
        this.looserBecause = looserBecause;
    }

    /** Adds the result of a case; the update needs all cases. */
    public void add(CaseResult result) {
        ids.add(result.caseId());
        boolean harmless =
                result.verdict() instanceof Verdict.Passed || result.verdict() instanceof Verdict.Unsupported;
        if (!harmless) {
            failing.put(result.caseId(), Symptoms.of(result));
        }
    }

    /** Adds the result of a relation; the update needs all relations of a usual run. */
    public void add(RelationResult result) {
        ids.add(result.id());
        boolean harmless = result.verdict() == RelationVerdict.HOLDS || result.verdict() == RelationVerdict.UNSUPPORTED;
        if (!harmless) {
            failing.put(result.id(), Symptoms.of(result));
        }
    }

    /**
     * The fitted file.
     *
     * @param file the file; the old one if anything is refused
     * @param changes the changes, in words
     * @param refusals the refused changes that would loosen the file, in words
     * @param timedOut the calls that timed out although no line expects it, in words
     */
    public record Fitted(ExpectationsFile file, List<String> changes, List<String> refusals, List<String> timedOut) {
        /** Makes the lists unmodifiable. */
        public Fitted {
            changes = List.copyOf(changes);
            refusals = List.copyOf(refusals);
            timedOut = List.copyOf(timedOut);
        }
    }

    /** Returns the fitted file. */
    public Fitted fit() {
        List<String> timedOut = unforeseenTimeOuts();
        if (!timedOut.isEmpty()) {
            return new Fitted(file, List.of(), List.of(), timedOut);
        }
        List<Paragraph> paragraphs = new ArrayList<>();
        for (Paragraph paragraph : file.paragraphs()) {
            Paragraph fitted = paragraph.holds(surroundings) ? fitted(paragraph) : paragraph;
            if (fitted.expectations().isEmpty() && !paragraph.expectations().isEmpty()) {
                changes.add("dropped " + paragraph.head() + ": none of its cases fails any more");
                keepWords(paragraph, paragraphs);
            } else {
                paragraphs.add(fitted);
            }
        }
        addNew(paragraphs);
        if (!refusals.isEmpty()) {
            return new Fitted(file, List.of(), refusals, List.of());
        }
        ExpectationsFile unhashed = new ExpectationsFile(file.name(), "", preamble(), paragraphs);
        return new Fitted(ExpectationsFile.parse(unhashed.text(), file.name()), changes, List.of(), List.of());
    }

    /** A loaded machine can cause time-outs, so only a person may add them to the file. */
    private List<String> unforeseenTimeOuts() {
        List<Expectation> foreseen = file.paragraphs().stream()
                .filter(paragraph -> paragraph.holds(surroundings))
                .flatMap(paragraph -> paragraph.expectations().stream())
                .filter(expectation -> expectation.kinds().contains(Symptoms.TIMED_OUT))
                .toList();
        return failing.entrySet().stream()
                .filter(entry -> entry.getValue().kinds().contains(Symptoms.TIMED_OUT))
                .filter(entry -> foreseen.stream().noneMatch(each -> each.covers(entry.getKey())))
                .map(entry -> entry.getKey() + " timed out: " + entry.getValue().headline())
                .toList();
    }

    private List<String> preamble() {
        List<String> preamble = new ArrayList<>(file.preamble());
        if (file.isEmpty() && preamble.isEmpty()) {
            preamble.addAll(List.of("# Expected failures; 'lossparity expectations --update' fits them to a run.", ""));
        }
        preamble.addAll(orphans);
        return preamble;
    }

    /** The comments after the last pattern of a dropped class are kept: they introduce the next class. */
    private void keepWords(Paragraph dropped, List<Paragraph> kept) {
        List<Line> words = new ArrayList<>();
        for (Line line : dropped.lines()) {
            if (line instanceof PatternLine) {
                words.clear();
            } else {
                words.add(line);
            }
        }
        if (kept.isEmpty()) {
            words.forEach(line -> orphans.add(line.text()));
        } else {
            Paragraph last = kept.remove(kept.size() - 1);
            List<Line> lines = new ArrayList<>(last.lines());
            lines.addAll(words.stream().allMatch(line -> line.text().isBlank()) ? List.of() : words);
            kept.add(last.withLines(lines));
        }
    }

    private Paragraph fitted(Paragraph paragraph) {
        List<Line> lines = new ArrayList<>();
        boolean looser = false;
        for (Line line : paragraph.lines()) {
            if (!(line instanceof PatternLine patternLine)) {
                lines.add(line);
                continue;
            }
            Expectation old = patternLine.expectation();
            List<String> owned = failing.keySet().stream()
                    .filter(id -> !taken.contains(id) && old.covers(id))
                    .toList();
            long covered = ids.stream().filter(old::covers).count();
            taken.addAll(owned);
            boolean whole = covered == owned.size() || (old.mayPass() && !owned.isEmpty());
            int cap = paragraph.capOf(old);
            List<String> patterns = whole && owned.size() <= cap ? List.of(old.pattern()) : patterns(owned, cap);
            if (owned.isEmpty()) {
                changes.add("dropped " + old.pattern() + " (" + paragraph.title() + "): "
                        + (covered == 0 ? "no case matches" : "no case fails"));
                continue;
            }
            if (!patterns.equals(List.of(old.pattern()))) {
                changes.add(
                        "narrowed " + old.pattern() + " (" + paragraph.title() + ") to " + String.join(", ", patterns));
            }
            for (String pattern : patterns) {
                Expectation fitted = fitted(old, pattern, owned);
                looser |= loosens(old, fitted);
                lines.add(new PatternLine(fitted));
            }
        }
        if (looser) {
            lines.add(firstPattern(lines), new OtherLine("# looser: " + looserBecause));
        }
        return paragraph.withLines(lines);
    }

    private static int firstPattern(List<Line> lines) {
        int at = 0;
        while (at < lines.size() && !(lines.get(at) instanceof PatternLine)) {
            at++;
        }
        return at;
    }

    /** Fits a line. A line with only a pattern is completed; another may only get tighter, unless a reason is given. */
    private Expectation fitted(Expectation old, String pattern, List<String> owned) {
        Expectation measured = measures.measured(pattern, FailureMeasures.covered(pattern, owned));
        if (!old.missing().isEmpty()) {
            changes.add("completed " + measured.text());
            return measured;
        }
        Expectation bounded = boundedIfFree(old, pattern, owned);
        boolean within = FailureMeasures.covered(pattern, owned).stream()
                .allMatch(id -> bounded.judge(failing.get(id)).outcome() == ExpectedFailure.Outcome.MET);
        if (!within) {
            refuseUnlessAllowed(old, measured);
            return measured;
        }
        Bound tighter = old.anySize() ? Bound.NONE : tightened(bounded.bound(), measured, pattern, owned);
        Expectation fitted = new Expectation(pattern, measured.kinds(), tighter, old.says(), old.freedoms(), 0);
        if (pattern.equals(old.pattern()) && !fitted.text().equals(old.text())) {
            changes.add("tightened " + old.text() + " to " + fitted.text());
        }
        return fitted;
    }

    /** Adds a bound to a relation's error that has none, which only tightens the line. */
    private Expectation boundedIfFree(Expectation old, String pattern, List<String> owned) {
        double times = measures.times(pattern, owned);
        return times > 0 && Double.isInfinite(old.bound().times()) && !old.anySize()
                ? new Expectation(
                        old.pattern(), old.kinds(), Bound.ofTimes(times), old.says(), old.freedoms(), old.line())
                : old;
    }

    private Bound tightened(Bound bound, Expectation measured, String pattern, List<String> owned) {
        if (Symptoms.bounded(measured.kinds())) {
            return bound.tightenedTo(measures.units(pattern, owned), measures.ulps(pattern, owned));
        }
        double times = measures.times(pattern, owned);
        return times > 0
                ? bound.withTimes(Math.min(bound.times(), Bound.ofTimes(times).times()))
                : Bound.NONE;
    }

    private void refuseUnlessAllowed(Expectation old, Expectation measured) {
        String change = old.text() + " (line " + old.line() + ") would have to be " + measured.text();
        if (looserBecause.isBlank()) {
            refusals.add(change);
        } else {
            changes.add(change + ": " + looserBecause);
        }
    }

    private boolean loosens(Expectation old, Expectation fitted) {
        boolean same = old.kinds().containsAll(fitted.kinds())
                && fitted.bound().ulps() <= old.bound().ulps()
                && fitted.bound().units() <= old.bound().units()
                && fitted.bound().times() <= old.bound().times()
                && fitted.says().equals(old.says());
        return old.missing().isEmpty() && !same && !looserBecause.isBlank();
    }

    /** Groups the failures that no pattern covers by loss and kinds of failure. */
    private void addNew(List<Paragraph> paragraphs) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (Map.Entry<String, Symptoms> entry : failing.entrySet()) {
            if (!taken.contains(entry.getKey())) {
                groups.computeIfAbsent(
                                subject(entry.getKey()) + ": "
                                        + String.join("+", entry.getValue().kinds()),
                                key -> new ArrayList<>())
                        .add(entry.getKey());
            }
        }
        groups.forEach((title, cases) -> {
            List<Line> lines = new ArrayList<>();
            String headline = failing.get(cases.get(0)).headline();
            String reason =
                    headline.isBlank() ? title : headline.substring(0, Math.min(headline.length(), LONGEST_REASON));
            lines.add(new OtherLine("reason: " + reason));
            for (String pattern : patterns(cases, ExpectationsFile.USUAL_CAP)) {
                lines.add(new PatternLine(measures.measured(pattern, FailureMeasures.covered(pattern, cases))));
            }
            lines.add(new OtherLine(""));
            separate(paragraphs);
            paragraphs.add(new Paragraph(
                    ExpectedFailure.Kind.TO_FIX, title, reason, List.of(), ExpectationsFile.USUAL_CAP, "", lines));
            changes.add("added [to-fix] " + title + ": "
                    + Plural.of(cases.size(), Expectation.aboutRelations(cases.get(0)) ? "relation" : "case"));
        });
    }

    /** Returns the subject of a class of failures with this id: the loss, or a relation of it. */
    private static String subject(String id) {
        String[] parts = id.split("/", -1);
        return Expectation.aboutRelations(id) ? parts[1] + " " + parts[3] : parts[0];
    }

    /** Returns patterns that cover the ids, which are all of cases or all of relations. */
    private List<String> patterns(List<String> owned, int cap) {
        boolean relations = !owned.isEmpty() && Expectation.aboutRelations(owned.get(0));
        List<String> alike = ids.stream()
                .filter(id -> Expectation.aboutRelations(id) == relations)
                .toList();
        return new PatternFinder(alike, cap).cover(owned);
    }

    /** Ends the last paragraph with a blank line. */
    private static void separate(List<Paragraph> paragraphs) {
        if (paragraphs.isEmpty()) {
            return;
        }
        Paragraph last = paragraphs.remove(paragraphs.size() - 1);
        List<Line> lines = new ArrayList<>(last.lines());
        if (lines.isEmpty() || !lines.get(lines.size() - 1).text().isBlank()) {
            lines.add(new OtherLine(""));
        }
        paragraphs.add(last.withLines(lines));
    }
}
