package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.kit.text.Plural;
import java.util.ArrayList;
import java.util.List;

/**
 * The notes on one answer: the port's own notes, and remarks on its behaviour during the call.
 *
 * <p>Only a computed answer has notes; other answers have a message of their own.
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

    /** Starts watching the port, before it is asked. */
    static AnswerNotes before(PortOutput output, PortThreads threads) {
        return new AnswerNotes(output, threads);
    }

    /** Returns the notes on the answer that has just come; the port's own notes have been made safe to show. */
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
