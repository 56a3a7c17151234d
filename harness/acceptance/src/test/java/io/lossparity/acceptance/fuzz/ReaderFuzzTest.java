package io.lossparity.acceptance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Reads bytes with every reader; a file that is neither read nor refused fails. Usually the committed corpus is read; with
 * the profile {@code fuzz} Jazzer goes on to find new inputs, guided by the code that they reach.
 */
class ReaderFuzzTest {
    private static final String TIME = "4m";

    @FuzzTest(maxDuration = TIME)
    void fixture(byte[] bytes) {
        ReaderUnderTest.FIXTURE.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void manifest(byte[] bytes) {
        ReaderUnderTest.MANIFEST.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void noise(byte[] bytes) {
        ReaderUnderTest.NOISE.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void tolerances(byte[] bytes) {
        ReaderUnderTest.TOLERANCES.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void expectations(byte[] bytes) {
        ReaderUnderTest.EXPECTATIONS.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void hello(byte[] bytes) {
        ReaderUnderTest.HELLO.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void reply(byte[] bytes) {
        ReaderUnderTest.REPLY.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void question(byte[] bytes) {
        ReaderUnderTest.QUESTION.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void report(byte[] bytes) {
        ReaderUnderTest.REPORT.accepts(bytes);
    }

    @FuzzTest(maxDuration = TIME)
    void budget(byte[] bytes) {
        ReaderUnderTest.BUDGET.accepts(bytes);
    }
}
