package io.lossparity.kit.run;

import io.lossparity.kit.text.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is remarked on one answer: the port's own notes, and how it behaved meanwhile.
 *
 * <p>An answer that is a rejection, an exception or a lack has words of its own, so that a computed one alone has
 * notes. A port's words are cut to lengths that a report can hold, and made safe for a terminal.
 */
final class AnswerNotes {
    /** So many of the port's notes on one answer are kept. */
    static final int MOST = 8;

    /** So long may a note be. */
    static final int LONGEST = 300;

    private final PortOutput output;
    private final PortThreads threads;
    private final long printedBefore;
    private final List<String> threadsBefore;

    private AnswerNotes(PortOutput output, PortThreads threads) {
        this.output = output;
        this.threads = threads;
        this.printedBefore = output.written();
        this.threadsBefore = threads.left();
    }

    /** Begins to watch the port, before it is asked. */
    static AnswerNotes before(PortOutput output, PortThreads threads) {
        return new AnswerNotes(output, threads);
    }

    /** Returns the notes on the answer that has now come. */
    List<String> after(List<String> ofPort) {
        List<String> notes = new ArrayList<>();
        ofPort.stream()
                .filter(Objects::nonNull)
                .map(AnswerNotes::shown)
                .filter(note -> !note.isEmpty())
                .limit(MOST)
                .forEach(notes::add);
        if (ofPort.size() > MOST) {
            notes.add("and " + (ofPort.size() - MOST) + " more notes");
        }
        Optional<String> printed = output.since(printedBefore);
        printed.map(AnswerNotes::shown).ifPresent(notes::add);
        List<String> started = new ArrayList<>(threads.left());
        threadsBefore.forEach(started::remove);
        if (!started.isEmpty()) {
            notes.add(shown(
                    "the port left " + Plural.of(started.size(), "thread") + " behind: " + String.join(", ", started)));
        }
        return notes;
    }

    private static String shown(String note) {
        String line = note.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
