package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.kit.text.Plural;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remarked on one answer: the port's own notes, and how it behaved meanwhile.
 *
 * <p>An answer that is a rejection, an exception or a lack has words of its own, so that only a computed one has
 * notes.
 */
final class AnswerNotes {
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

    /** Returns the notes on the answer that has now come; those of the port have passed its guard. */
    List<String> after(List<String> ofPort) {
        List<String> notes = new ArrayList<>(ofPort);
        output.since(printedBefore).ifPresent(notes::add);
        List<String> started = new ArrayList<>(threads.left());
        threadsBefore.forEach(started::remove);
        if (!started.isEmpty()) {
            notes.add(ForeignText.line(
                    "the port left " + Plural.of(started.size(), "thread") + " behind: " + String.join(", ", started),
                    ForeignText.SENTENCE));
        }
        return notes;
    }
}
