package io.lossparity.acceptance.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes valid input a little, so that it stays whole up to the place of the change: a value of the JSON is replaced,
 * removed, repeated or renamed, two lines are swapped, or some bytes are changed. The same seed makes the same changes.
 */
final class Mutator {
    /** What stands for a value while the tree is written; no input has it. */
    private static final String MARK = "@@@";

    /** JSON, and what only looks like it. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "{\"x\":null}",
            "0",
            "-0.0",
            "-1",
            "1",
            "2.5",
            "1.0",
            "1e999",
            "-1e999",
            "1e-999",
            "NaN",
            "\"NaN\"",
            "Infinity",
            "\"-Infinity\"",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "123456789012345678901234567890",
            "0x1p3",
            "01",
            ".5",
            "1.",
            "+1",
            "\"1\"",
            "\"0x1p3\"",
            "\" 1\"",
            "\"1f\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\uffff\"",
            "\"\\n\\u001b[31m\"",
            "'x'",
            "",
            "[[[[[[[[]]]]]]]]",
            "\"float32\"",
            "\"float8\"",
            "[65536,65536,65536,65536]",
            "[-1]",
            "[2.0]",
            "\"../../etc/passwd\"",
            "1E400",
            "1" + "0".repeat(400),
            "[".repeat(2000),
            "\"" + "y".repeat(5000) + "\"");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    /** Returns the input with one to three changes. */
    byte[] mutate(byte[] input) {
        byte[] bytes = input;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            bytes = random.nextInt(4) == 0 ? changedBytes(bytes) : changedLine(bytes);
        }
        return bytes;
    }

    /** A document that is one line or many is JSON as a whole; else each line may be. */
    private byte[] changedLine(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String whole = changedJson(text);
        if (whole != null) {
            return whole.getBytes(StandardCharsets.UTF_8);
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        String json = changedJson(lines.get(at));
        switch (json == null ? random.nextInt(4) : random.nextInt(16)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
            case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), lines.get(at)));
            case 3 -> lines.set(at, changedWord(lines.get(at)));
            default -> lines.set(at, json);
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private String changedWord(String line) {
        String[] words = line.split("(?<=[ ,:+/])", -1);
        words[random.nextInt(words.length)] = pick(VALUES);
        return String.join("", words);
    }

    /** Returns the JSON with one change; null if it is none, or has no places. */
    private String changedJson(String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
        List<Runnable> changes = new ArrayList<>();
        String[] raw = {null};
        collect(tree, changes, raw);
        if (changes.isEmpty()) {
            return null;
        }
        pick(changes).run();
        String written = tree.toString();
        return raw[0] == null ? written : written.replace("\"" + MARK + "\"", raw[0]);
    }

    private void collect(JsonNode node, List<Runnable> changes, String[] raw) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                changes.add(() -> change(object, field.getKey(), raw));
                collect(field.getValue(), changes, raw);
            });
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> change(array, at, raw));
                collect(array.get(i), changes, raw);
            }
        }
    }

    private void change(ObjectNode object, String name, String[] raw) {
        JsonNode value = object.get(name);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> {
                object.remove(name);
                object.set(name + "x", value);
            }
            case 2 -> { // the same key twice: written as a value with the rest of the pair behind it
                raw[0] = value + ",\"" + name + "\":" + pick(VALUES);
                object.set(name, TextNode.valueOf(MARK));
            }
            case 3 -> object.set(name, other(object, value));
            default -> {
                raw[0] = pick(VALUES);
                object.set(name, TextNode.valueOf(MARK));
            }
        }
    }

    private void change(ArrayNode array, int at, String[] raw) {
        switch (random.nextInt(5)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(at));
            default -> {
                raw[0] = pick(VALUES);
                array.set(at, TextNode.valueOf(MARK));
            }
        }
    }

    private JsonNode other(ObjectNode object, JsonNode value) {
        List<JsonNode> values = new ArrayList<>();
        object.elements().forEachRemaining(values::add);
        JsonNode picked = pick(values);
        return picked.equals(value) ? TextNode.valueOf("x") : picked;
    }

    private byte[] changedBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> changed = Arrays.copyOf(bytes, at);
            default -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
                changed = new byte[bytes.length - (end - at)];
                System.arraycopy(bytes, 0, changed, 0, at);
                System.arraycopy(bytes, end, changed, at, bytes.length - end);
            }
        }
        return changed;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
