package io.lossparity.kit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.ports.ReplayPort;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossSupport;
import io.lossparity.spi.TensorValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the line is what the schema says, and so is what the page about it shows. */
class ProtocolSchemaTest {
    private static final Capabilities CAPABILITIES = Capabilities.of(
            LossSupport.of("L1Loss"),
            LossSupport.of("BCELoss").withDTypes(DType.FLOAT32).withGradients("input"));

    private static String text;
    private static Schema question;
    private static Schema reply;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream in = Wire.class.getResourceAsStream("protocol.schema.json")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        question = schema("question");
        reply = schema("reply");
    }

    private static Schema schema(String side) {
        String narrowed = text.replaceFirst(
                "(?m)^  \"oneOf\": .*$", "  \"oneOf\": [{ \"\\$ref\": \"#/\\$defs/" + side + "\" }],");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(narrowed, InputFormat.JSON);
    }

    private static List<Error> errors(Schema schema, String line) {
        return schema.validate(line, InputFormat.JSON).stream().limit(5).toList();
    }

    @Test
    void aWholeConversationIsValid() throws IOException {
        CaseSelection selection = CaseSelection.all().withLosses(List.of("NLLLoss", "MSELoss"));
        List<PortQuestion> questions = new ArrayList<>(List.of(new PortQuestion.Hello(Wire.PROTOCOL)));
        GoldenData data = GoldenData.bundled();
        data.forEach(selection, goldenCase -> {
            if (questions.size() < 400) {
                questions.add(PortQuestion.Call.of(questions.size(), goldenCase.call()));
            }
        });
        questions.add(new PortQuestion.Bye());

        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        for (PortQuestion line : questions) {
            asked.write(Wire.line(line));
        }
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        new PortServer(new ReplayPort(data, selection)).serve(new ByteArrayInputStream(asked.toByteArray()), answered);

        for (String line : asked.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            assertTrue(line.isEmpty() || errors(question, line).isEmpty(), line);
        }
        List<String> replies = answered.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(questions.size(), replies.size());
        for (String line : replies) {
            assertEquals(List.of(), errors(reply, line), line);
        }
        assertTrue(replies.stream().anyMatch(line -> line.contains("\"rejected\"")));
        assertTrue(replies.stream().anyMatch(line -> line.contains("\"computed\"")));
    }

    private static final TensorValue ONE = TensorValue.ofFloats(new int[0], 1f);

    @Test
    void everyKindOfReplyIsValid() {
        for (Reply line : List.of(
                new Reply.Hello(1, "mine", "1.0", null),
                new Reply.Hello(1, "mine", "1.0", DeclaredCapabilities.of(CAPABILITIES)),
                new Reply.Computed(1, ONE, Map.of("input", ONE), List.of("it warns")),
                new Reply.Computed(1, ONE, Map.of(), List.of()),
                new Reply.Rejected(1, null, "no", null),
                new Reply.Unsupported(1, "none"),
                new Reply.Errored(1L, "broken"),
                new Reply.Errored(null, "the line is not a question"),
                new Reply.Mutated(1, "input"),
                new Reply.Aliased(1, "grad.input1", "input1"),
                new Reply.Bye(List.of("much ado")))) {
            String json = new String(Wire.line(line), StandardCharsets.UTF_8);
            assertEquals(List.of(), errors(reply, json), json);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"call\",\"id\":1}",
                "{\"type\":\"hello\",\"protocol\":2,\"name\":\"mine\",\"version\":\"1\"}",
                "{\"type\":\"hello\",\"protocol\":1,\"name\":\"mine\",\"version\":\"1\",\"capabilities\":{}}",
                "{\"type\":\"unsupported\",\"id\":1,\"reason\":\"x\",\"more\":1}",
                "{\"type\":\"computed\",\"id\":1,\"output\":{\"dtype\":\"float32\",\"shape\":[],\"data\":[\"nan\"]},\"grads\":{}}"
            })
    void whatIsNoReplyIsInvalid(String line) {
        assertFalse(errors(reply, line).isEmpty());
    }

    @Test
    void thePageShowsWhatIsValid() throws IOException {
        String page = Files.readString(Path.of("..", "PROTOCOL.md"));
        Matcher call = Pattern.compile("```json call\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(call.find());
        assertEquals(List.of(), errors(question, call.group(1)));
        Matcher hello =
                Pattern.compile("```json hello\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(hello.find());
        assertEquals(List.of(), errors(reply, hello.group(1)));
        assertEquals(List.of(), errors(question, "{\"type\":\"hello\",\"protocol\":1}"));
        Matcher inline = Pattern.compile("`(\\{\"type\":[^`]*})`").matcher(page);
        int shown = 0;
        while (inline.find()) {
            String line = inline.group(1).replace("TENSOR", "{\"dtype\":\"float32\",\"shape\":[],\"data\":[1.0]}");
            boolean valid =
                    errors(reply, line).isEmpty() || errors(question, line).isEmpty();
            assertTrue(valid, line);
            shown++;
        }
        assertTrue(shown >= 7, "shown: " + shown);
    }
}
