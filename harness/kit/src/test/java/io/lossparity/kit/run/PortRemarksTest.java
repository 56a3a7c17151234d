package io.lossparity.kit.run;

import static io.lossparity.kit.run.TrialPorts.ANSWER;
import static io.lossparity.kit.run.TrialPorts.CALL;
import static io.lossparity.kit.run.TrialPorts.PLENTY;
import static io.lossparity.kit.run.TrialPorts.answerTo;
import static io.lossparity.kit.run.TrialPorts.awaitUninterruptibly;
import static io.lossparity.kit.run.TrialPorts.port;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PortRemarksTest {
    @Test
    void threadsLeftBehindAreDaemonsAndNamed() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        LossPort port = port(c -> {
            Thread thread = new Thread(() -> awaitUninterruptibly(end), "helper-" + started.size());
            started.add(thread);
            thread.start();
            return ANSWER;
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            assertEquals(List.of(), runner.threadsLeft());
            runner.run(CALL);
            runner.run(CALL);
            assertEquals(List.of("helper-0", "helper-1"), runner.threadsLeft());
            assertEquals(List.of("the port left 2 threads behind: helper-0, helper-1"), runner.remarks());
            end.countDown();
            for (Thread thread : started) {
                assertTrue(thread.isDaemon());
                thread.join();
            }
            assertEquals(List.of(), runner.threadsLeft());
        }
    }

    @Test
    void whatThePortPrintsIsKeptApart() {
        PrintStream before = System.out;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        try (PortRunner runner = new PortRunner(port(PortRemarksTest::babble), PLENTY)) {
            runner.run(CALL);
            System.out.print("table");
            String remark = runner.remarks().get(0);
            assertTrue(remark.matches("the port printed 40000[0-9]{2} bytes, which begin: loading \\.\\.\\."), remark);
        } finally {
            System.setOut(before);
        }
        assertEquals("table", console.toString(StandardCharsets.UTF_8));
    }

    private static LossOutcome babble(LossCall asked) {
        System.out.println("loading ...");
        Thread other = new Thread(() -> System.err.println("in another thread"));
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 4000; i++) {
            System.out.print("x".repeat(1000));
        }
        return ANSWER;
    }

    private static List<String> notes(Outcome outcome) {
        return ((LossOutcome.Computed) ((Outcome.Answered) outcome).outcome()).notes();
    }

    @Test
    void notesOfThePortAndOnItsConductStandOnTheAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        LossPort port = port(c -> {
            System.out.println("hot\u001b[31m tip");
            new Thread(() -> awaitUninterruptibly(end), "helper").start();
            return new LossOutcome.Computed(
                    TensorValue.ofFloats(new int[0], 1f), Map.of(), List.of("computed in float64"));
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            int printed = "hot\u001b[31m tip".length() + System.lineSeparator().length();
            List<String> expected = List.of(
                    "computed in float64",
                    "the port printed " + printed + " bytes, which begin: hot\\u001b[31m tip",
                    "the port left 1 thread behind: helper");
            assertEquals(expected, notes(runner.run(CALL)));
            assertEquals(expected, notes(runner.run(CALL)), "what an earlier CALL did is not this one's");
        } finally {
            end.countDown();
        }
    }

    @Test
    void answerWithoutRemarksHasNoNotes() {
        assertEquals(List.of(), notes(answerTo(c -> ANSWER)));
    }

    /** A report has to hold them, and a terminal to show them. */
    @Test
    void notesOfThePortAreCut() {
        List<String> many = new ArrayList<>();
        many.add(null);
        many.add(" \n ");
        many.add("x".repeat(5000));
        many.add("two\nlines\u001b]0;");
        for (int i = many.size(); i < 20; i++) {
            many.add("note " + i);
        }
        List<String> notes =
                notes(answerTo(c -> new LossOutcome.Computed(TensorValue.ofFloats(new int[0], 1f), Map.of(), many)));
        assertEquals(ForeignText.MOST + 1, notes.size());
        assertEquals("x".repeat(ForeignText.SENTENCE) + " ...", notes.get(0));
        assertEquals("two\\nlines\\u001b]0;", notes.get(1));
        assertEquals("and 10 more notes", notes.get(ForeignText.MOST));
    }
}
