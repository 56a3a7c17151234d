package io.lossparity.report.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON into records by the published schema, so that each rule is stated once.
 *
 * <p>A refusal names the field and the rule: {@code tensors[0].mismatched: -1 is less than 0}. Besides the schema's
 * rules, no key may occur twice, nothing may follow the end, an integer may not have a fraction, and a number must fit
 * into a double.
 */
public final class SchemaReader {
    private static final int LONGEST_MESSAGE = 300;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final JacksonNode.Factory nodes = new JacksonNode.Factory(JSON);
    private final Validator validator;
    private final URI schema;

    private SchemaReader(String schema) {
        this.validator = new ValidatorFactory()
                .withJsonNodeFactory(nodes)
                .withDisabledSchemaValidation(true)
                .createValidator();
        this.schema = validator.registerSchema(schema);
    }

    /**
     * Makes a reader.
     *
     * @param neighbour a class beside the schema
     * @param file the schema's file
     */
    public static SchemaReader of(Class<?> neighbour, String file) {
        try (InputStream in = neighbour.getResourceAsStream(file)) {
            return new SchemaReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the mapper that reads, which also writes. */
    public static ObjectMapper mapper() {
        return JSON;
    }

    /** Returns a value as JSON for people: indented, the same on every system, with a line feed at the end. */
    public static String pretty(Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try {
            return JSON.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(indenter)
                                    .withArrayIndenter(indenter))
                            .writeValueAsString(value)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of ours is made of what can be written", e);
        }
    }

    /**
     * Parses strict JSON.
     *
     * @throws BrokenRuleException if it is not
     */
    public static JsonNode parse(String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw refused("not strict JSON: " + e.getOriginalMessage(), e);
        }
        if (tree.isMissingNode()) {
            throw refused("it is empty", null);
        }
        requireFinite(tree, "");
        return tree;
    }

    /** The parser turns a number too large for a double into an infinity, which JSON does not have. */
    private static void requireFinite(JsonNode node, String path) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw refused(field(path) + "the number is beyond float64", null);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireFinite(node.get(i), path + "/" + i);
            }
        }
        node.properties().forEach(entry -> requireFinite(entry.getValue(), path + "/" + entry.getKey()));
    }

    /**
     * Checks a tree against the whole schema and makes a value of it.
     *
     * @throws BrokenRuleException if it breaks a rule
     */
    public <T> T read(JsonNode tree, Class<T> type) {
        return read(tree, schema, type);
    }

    /**
     * Checks a tree against one definition of the schema and makes a value of it.
     *
     * @throws BrokenRuleException if it breaks a rule
     */
    public <T> T read(JsonNode tree, String definition, Class<T> type) {
        return read(tree, URI.create(schema + "#/$defs/" + definition), type);
    }

    private <T> T read(JsonNode tree, URI rules, Class<T> type) {
        validator.validate(rules, nodes.wrap(tree)).getErrors().stream()
                .filter(error ->
                        !error.getEvaluationPath().contains("/if")) // a condition that does not hold is not a fault
                .findFirst()
                .ifPresent(error -> {
                    throw refused(field(error.getInstanceLocation()) + words(error), null);
                });
        try {
            return JSON.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            StringBuilder path = new StringBuilder();
            e.getPath()
                    .forEach(step -> path.append('/')
                            .append(
                                    step.getFieldName() == null
                                            ? String.valueOf(step.getIndex())
                                            : step.getFieldName()));
            throw refused(field(path.toString()) + cause(e), e);
        } catch (JsonProcessingException e) {
            throw refused(e.getOriginalMessage(), e);
        }
    }

    /** The record's own message is more useful than the wrapper's. */
    private static String cause(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException own ? own.getMessage() : e.getOriginalMessage();
    }

    private static String words(Error error) {
        String text = error.getError();
        if (error.getKeyword() == null) {
            return "there must be no such field here";
        }
        return switch (error.getKeyword()) {
            case "required" -> "misses " + text.substring(text.indexOf("[[") + 1, text.lastIndexOf(']'));
            case "type" -> text.replaceFirst("Value is \\[(\\w+)] but should be \\[(.*)]", "must be $2, but is $1");
            default -> text;
        };
    }

    /** Turns {@code /tensors/0/name} into {@code tensors[0].name}. */
    private static String field(String pointer) {
        if (pointer.isEmpty()) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (name.matches("[0-9]{1,9}")) {
                path.append('[').append(name).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(name);
            }
        }
        return path + ": ";
    }

    private static BrokenRuleException refused(String message, Throwable cause) {
        String line = message.replaceAll("[\\p{Cntrl}\\s]+", " ");
        boolean tooLong = line.length() > LONGEST_MESSAGE;
        return new BrokenRuleException(tooLong ? line.substring(0, LONGEST_MESSAGE) + " ..." : line, cause);
    }

    /** JSON breaks a rule; the message names field and rule, in one line. */
    public static final class BrokenRuleException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BrokenRuleException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
