package io.lossparity.kit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever line comes, there is a reply, and the next line has its own. */
class PortServerTest {
    private static final String CALL =
            "{'type':'call','id':9,'loss':'MSELoss','dtype':'float32','params':{},'inputs':{},'requiresGrad':[],"
                    + "'gradOutput':null}";
    private static final String ANSWER = "{'type':'unsupported','id':9,'reason':'as ever'}";

    /** Supports nothing. */
    private static final class Unable implements LossPort {
        @Override
        public String name() {
            return "unable";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public LossOutcome evaluate(LossCall call) {
            return new LossOutcome.Unsupported("as ever");
        }
    }

    private static List<String> replies(InputStream lines) throws IOException {
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        new PortServer(new Unable()).serve(lines, replies);
        return replies.toString(StandardCharsets.UTF_8)
                .replace('"', '\'')
                .lines()
                .toList();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Named by number: a test report in XML cannot hold every character of these lines. */
    @ParameterizedTest(name = "line {index}")
    @ValueSource(
            strings = {
                "",
                "hello",
                "null",
                "[]",
                "{}",
                "{'type':null}",
                "{'type':'call'}",
                "{'type':'call','id':1}",
                "{'type':'call','id':1,'loss':null,'dtype':'float32'}",
                "{'type':'call','id':1,'loss':'MSELoss','dtype':'float32','params':{'p':123456789012345678901}}",
                "{'type':'call','id':123456789012345678901}",
                "{'type':'call','id':1,'loss':'MSELoss','dtype':'float32','params':null}",
                "{'type':'call','id':1,'loss':'MSELoss','dtype':'float32','params':{},'inputs':null}",
                "{'type':'call','id':1,'loss':'MSELoss','dtype':'float32','params':{},'inputs':{'input':{'dtype':'float32','shape':[65536,65536,65536,65536],'data':[]}}}",
                "{'type':'call','id':1,'loss':'MSELoss','dtype':'float32','params':{},'inputs':{},'requiresGrad':[null]}",
                "{'type':'hello','protocol':null}",
                "{'type':'bye','please':true}",
                "\uFFFF\u0000"
            })
    void aLineThatIsNotAQuestionIsToldSo(String line) throws IOException {
        List<String> replies = replies(bytes(line + "\n" + CALL + "\n"));
        assertEquals(2, replies.size(), replies::toString);
        String number = line.contains("'id':1,") || line.contains("'id':1}") ? "1" : "null";
        assertTrue(
                replies.get(0)
                        .startsWith("{'type':'errored','id':" + number + ",'message':'the line is not a question: "),
                replies::toString);
        assertEquals(ANSWER, replies.get(1));
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertEquals(List.of(ANSWER), replies(bytes(CALL)));
        assertEquals(List.of(), replies(bytes("")));
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        List<String> replies = replies(bytes("[".repeat(100_000) + "\n" + CALL));
        assertTrue(replies.get(0).contains("the line must be an object"), replies::toString);
        String deep =
                "{'type':'call','id':1,'loss':'MSELoss','dtype':'float32','params':{'p':" + "{'tensor':".repeat(50_000);
        List<String> refused = replies(bytes(deep + "\n" + CALL));
        assertTrue(refused.get(0).startsWith("{'type':'errored','id':1,"), refused::toString);
        assertEquals(ANSWER, refused.get(1));
    }

    @Test
    void aLineOverTheLimitIsReadToItsEnd() throws IOException {
        LineReader lines = new LineReader(bytes("12345678\n1234\n\n12"), 4);
        List<String> seen = new ArrayList<>();
        while (true) {
            try {
                byte[] line = lines.next();
                if (line == null) {
                    break;
                }
                seen.add(new String(line, StandardCharsets.UTF_8));
            } catch (RefusedLineException e) {
                seen.add(e.getMessage());
            }
        }
        assertEquals(List.of("a line is longer than 4 bytes", "1234", "", "12"), seen);
    }
}
