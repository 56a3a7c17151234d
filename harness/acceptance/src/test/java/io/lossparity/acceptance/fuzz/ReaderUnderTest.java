package io.lossparity.acceptance.fuzz;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.fixture.GoldenReaders;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.input.Utf8;
import io.lossparity.kit.process.ProtocolReaders;
import io.lossparity.report.budget.BudgetFile;
import io.lossparity.report.stream.BrokenReportException;
import io.lossparity.report.stream.RunReportReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/** All that reads bytes from outside. Each either succeeds or throws the documented refusal; nothing else. */
enum ReaderUnderTest {
    /** A file of golden cases. */
    FIXTURE,
    /** The golden data's table of contents. */
    MANIFEST,
    /** PyTorch's own noise. */
    NOISE,
    /** The errors that are allowed. */
    TOLERANCES,
    /** What a port is known to fail. */
    EXPECTATIONS,
    /** The first line of a port that is a process. */
    HELLO,
    /** An answer of such a port. */
    REPLY,
    /** A call to such a port. */
    QUESTION,
    /** The report of a run. */
    REPORT,
    /** A fidelity budget. */
    BUDGET;

    private Object read(byte[] bytes) {
        return switch (this) {
            case FIXTURE -> GoldenReaders.fixture(bytes);
            case MANIFEST -> GoldenReaders.manifest(bytes);
            case NOISE -> GoldenReaders.noise(bytes);
            case TOLERANCES -> Tolerances.read(bytes, "tolerances.json");
            case EXPECTATIONS -> ExpectationsFile.parse(bytes, "expectations.txt");
            case HELLO, REPLY -> ProtocolReaders.reply(bytes);
            case QUESTION -> ProtocolReaders.question(bytes);
            case REPORT -> lines(bytes, in -> RunReportReader.read("report.jsonl", in));
            case BUDGET ->
                BudgetFile.read("budget.json", Utf8.text(bytes, why -> new RefusedInputException(why, null)));
        };
    }

    @FunctionalInterface
    private interface LineReading {
        Object read(BufferedReader in) throws IOException;
    }

    private static Object lines(byte[] bytes, LineReading reading) {
        try (BufferedReader in = new BufferedReader(Utf8.reader(bytes))) {
            return reading.read(in);
        } catch (CharacterCodingException e) {
            throw new BrokenReportException("it is not UTF-8 text", e); // as the file's opener says it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of this reader's corpus. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the bytes and returns whether they are accepted.
     *
     * @throws AssertionError if they are refused without a reason, or in more than one line
     */
    boolean accepts(byte[] bytes) {
        try {
            read(bytes);
            return true;
        } catch (RefusedInputException e) {
            String sentence = e.sentence();
            if (sentence == null || sentence.isBlank() || sentence.lines().count() != 1) {
                throw new AssertionError("a refusal must be one line, but was: " + sentence, e);
            }
            return false;
        }
    }
}
