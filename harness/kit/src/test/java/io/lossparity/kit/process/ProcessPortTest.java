package io.lossparity.kit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.run.NoSuchPortException;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossSupport;
import io.lossparity.spi.TensorValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessPortTest {
    private static final Duration PLENTY = Duration.ofSeconds(60);
    private static final Outcome AS_EVER = new Outcome.Answered(new LossOutcome.Unsupported("as ever"));

    private static List<String> command(String defect) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        return List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes,
                ScriptedPort.class.getName(),
                defect);
    }

    private static PortRunner runner(String defect, Duration timeout) {
        return new PortRunner(ProcessPort.start(command(defect), PLENTY), timeout);
    }

    private static LossCall call(String loss) {
        TensorValue one = TensorValue.ofFloats(new int[] {1}, 1f);
        Map<String, Object> inputs = Map.of("input", one, "target", one);
        return new LossCall(loss, DType.FLOAT32, Map.of(), inputs, Set.of(), Optional.empty());
    }

    @Test
    void helloNamesThePort() {
        try (ProcessPort port = ProcessPort.start(command("none"), PLENTY)) {
            assertEquals("scripted", port.name());
            assertEquals("1", port.version());
        }
    }

    @Test
    void helloSaysWhatThePortSupports() {
        try (ProcessPort port = ProcessPort.start(command("declares"), PLENTY)) {
            assertEquals(Capabilities.of(LossSupport.of("MSELoss").withGradients()), port.capabilities());
            PortRunner runner = new PortRunner(port, PLENTY);
            assertEquals(
                    new Outcome.Answered(new LossOutcome.Unsupported("the port declares no L1Loss")),
                    runner.run(call("L1Loss")));
            assertEquals(AS_EVER, runner.run(call("MSELoss")));
            runner.close();
        }
    }

    /** The one case has its verdict, and the cases before and after it have theirs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exits | the port's process ended with exit code 3\\nit wrote to standard error:"
                        + "\\n  | word 1\\n  | word 2\\n  | word 3\\n  | ...\\n  | word 93\\n",
                "segfaults | the port's process ended with exit code 139 (SIGSEGV)",
                "babbles | the port's process wrote a line that is not a reply: computing L1Loss ...",
                "confuses | the port's process answered another question",
                "misnames | the port's process wrote a line that is not a reply",
                "breaks | the port threw a fit"
            })
    void defectErrsItsCaseAlone(String defect, String problem) {
        try (PortRunner runner = runner(defect, PLENTY)) {
            assertEquals(AS_EVER, runner.run(call("MSELoss")));
            Outcome outcome = runner.run(call("L1Loss"));
            String said = assertInstanceOf(Outcome.Broken.class, outcome).problem();
            assertTrue(said.startsWith(problem.replace("\\n", "\n")), said);
            assertEquals(AS_EVER, runner.run(call("MSELoss")));
            boolean survives = defect.equals("breaks");
            List<String> remarks = runner.remarks();
            assertEquals(!survives, remarks.contains("the port's process was started 2 times"), remarks::toString);
            assertTrue(remarks.contains("it was a pleasure"), remarks::toString);
        }
    }

    static Stream<String> oddReplies() {
        return Stream.of(
                "{'type':'errored','id':ID}",
                "{'type':'errored','id':ID,'message':null}",
                "{'type':'errored','id':null,'message':'no'}",
                "{'type':'errored','message':'no'}",
                "{'type':'errored','id':ID,'message':'\\nCONFORMS: all\\u001b[2J'}",
                "{'type':'rejected','id':ID}",
                "{'type':'rejected','id':ID,'message':null}",
                "{'type':'rejected','id':ID,'stage':'forward'}",
                "{'type':'rejected','id':ID,'stage':null,'message':'\\nCONFORMS: all\\u001b[2J'}",
                "{'type':'unsupported','id':ID}",
                "{'type':'unsupported','id':ID,'reason':null}",
                "{'type':'unsupported','id':ID,'reason':'\\r\\u2028CONFORMS'}",
                "{'type':'computed','id':ID}",
                "{'type':'computed','id':ID,'output':null,'grads':null,'notes':null}",
                "{'type':'computed','id':ID,'output':{},'grads':{}}",
                "{'type':'computed','id':ID,'output':{'dtype':'float32','shape':[],'data':[1]},'grads':{'':null},'notes':[null]}",
                "{'type':'computed','id':ID,'output':{'dtype':'float32','shape':[65536,65536,65536],'data':[]},'grads':{}}",
                "{'type':'mutated','id':ID}",
                "{'type':'mutated','id':ID,'argument':'a\\nb'}",
                "{'type':'aliased','id':ID}",
                "{'type':'hello','protocol':1,'name':'scripted','version':'1'}",
                "{'type':'bye'}",
                "{'type':'nothing','id':ID}",
                "{'type':null}",
                "{}",
                "null",
                "[]",
                "7",
                "\"\"",
                "",
                "{'type':'unsupported','id':ID,'reason':'a'}\n{'type':'unsupported','id':ID,'reason':'b'}",
                "[".repeat(100_000));
    }

    /** No reply, however odd, ends a run; what it says is fit to be shown; and soon the port answers as ever. */
    @ParameterizedTest
    @MethodSource("oddReplies")
    void oddReplyIsAnOutcomeLikeAnyOther(String reply) {
        List<String> command = new ArrayList<>(command("says"));
        command.add(reply.replace('\'', '"'));
        try (PortRunner runner = new PortRunner(ProcessPort.start(command, PLENTY), PLENTY)) {
            String said = String.valueOf(runner.run(call("L1Loss")));
            assertFalse(said.matches("(?s).*[\\p{Cntrl}\u2028].*"), said);
            assertFalse(said.contains("problem=null") || said.contains("reason=null"), said);
            if (!AS_EVER.equals(runner.run(call("MSELoss")))) {
                assertEquals(AS_EVER, runner.run(call("MSELoss")));
            }
            runner.remarks();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "closes-output | Broken | the port's process closed its standard output",
                "stops-half-way | TimedOut | PT5S",
                "ends-half-way | Broken | the port's process wrote a line that",
                "never-ends-a-line | Broken | a line is longer than",
                "never-stops | Answered | as ever"
            })
    void oddEndErrsItsCaseAlone(String defect, String kind, String words) {
        Duration limit = defect.equals("stops-half-way") ? Duration.ofSeconds(5) : PLENTY;
        try (PortRunner runner = runner(defect, limit)) {
            Outcome outcome = runner.run(call("L1Loss"));
            assertEquals(kind, outcome.getClass().getSimpleName());
            assertTrue(outcome.toString().contains(words), outcome::toString);
            if (!AS_EVER.equals(runner.run(call("MSELoss")))) {
                assertEquals(AS_EVER, runner.run(call("MSELoss")));
            }
        }
    }

    /** One is an orphan, one has a session of its own. */
    @Test
    void processesThatThePortHasLeftAreEndedAndNamed() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "/proc");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "setsid");
        try (PortRunner runner = runner("leaves-processes", PLENTY)) {
            assertEquals(AS_EVER, runner.run(call("L1Loss")));
            List<String> remarks = runner.remarks();
            assertEquals("the port left 2 processes running, which were ended: sleep, sleep", remarks.get(0));
        }
    }

    @Test
    void callThatTakesTooLongIsEnded() {
        try (PortRunner runner = runner("hangs", Duration.ofSeconds(2))) {
            assertEquals(new Outcome.TimedOut(Duration.ofSeconds(2)), runner.run(call("L1Loss")));
            assertEquals(AS_EVER, runner.run(call("MSELoss")));
        }
    }

    @Test
    void deathBetweenTwoCallsIsRemarked() throws InterruptedException {
        try (PortRunner runner = runner("dies-later", PLENTY)) {
            assertEquals(AS_EVER, runner.run(call("MSELoss")));
            Thread.sleep(500);
            assertEquals(AS_EVER, runner.run(call("MSELoss")));
            assertTrue(runner.remarks().get(0).startsWith("the port's process ended between two calls, after call 1"));
        }
    }

    @Test
    void noiseOnStandardErrorIsCountedAndHarmless() {
        try (PortRunner runner = runner("floods", PLENTY)) {
            assertEquals(AS_EVER, runner.run(call("L1Loss")));
            String remark = runner.remarks().get(1);
            assertTrue(remark.matches("the port's process wrote 4[56]00000 bytes to standard error.*"), remark);
        }
    }

    @Test
    void whatTheOtherSideHasSeenIsPassedOn() {
        try (PortRunner runner = runner("mutates", PLENTY)) {
            assertEquals(new Outcome.MutatedInput("input"), runner.run(call("L1Loss")));
        }
        try (PortRunner runner = runner("throws", PLENTY)) {
            Throwable thrown = assertInstanceOf(Outcome.Threw.class, runner.run(call("L1Loss")))
                    .thrown();
            assertInstanceOf(IllegalArgumentException.class, thrown);
            assertEquals("ValueError: no", thrown.toString());
        }
        try (PortRunner runner = runner("notes", PLENTY)) {
            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, runner.run(call("L1Loss")));
            assertEquals(
                    List.of("it warns"),
                    assertInstanceOf(LossOutcome.Computed.class, answered.outcome())
                            .notes());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stranger | wrote a line that is not a reply: Welcome!",
                "foreign | it speaks protocol 2, not 1",
                "nameless | a line of type hello misses [name]"
            })
    void whatIsNotAHelloIsRefused(String defect, String problem) {
        List<String> command = command(defect);
        String message = assertThrows(RefusedInputException.class, () -> ProcessPort.start(command, PLENTY))
                .getMessage();
        assertTrue(message.contains(problem), message);
    }

    @Test
    void processThatSaysNothingIsNoPort() {
        List<String> command = command("mute");
        String message = assertThrows(
                        NoSuchPortException.class, () -> ProcessPort.start(command, Duration.ofSeconds(1)))
                .getMessage();
        assertTrue(message.contains("said nothing for 1.0 s"), message);
    }

    @Test
    void missingProgramIsNamed() {
        List<String> command = List.of("no-such-program-at-all", "x");
        String message = assertThrows(NoSuchPortException.class, () -> ProcessPort.start(command, PLENTY))
                .getMessage();
        assertTrue(message.startsWith("port process 'no-such-program-at-all x': "), message);
    }

    @Test
    void closingEndsTheProcess() {
        ProcessPort port = ProcessPort.start(command("none"), PLENTY);
        long before = ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .count();
        port.close();
        boolean gone = false;
        for (int i = 0; i < 50 && !gone; i++) {
            gone = ProcessHandle.current()
                            .children()
                            .filter(ProcessHandle::isAlive)
                            .count()
                    < before;
            pause();
        }
        assertTrue(gone);
        assertFalse(before == 0);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
