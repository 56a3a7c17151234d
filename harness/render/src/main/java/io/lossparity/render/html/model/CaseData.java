package io.lossparity.render.html.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.render.CaseDetail;
import io.lossparity.report.stream.CaseAxes;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.TensorLine;
import io.lossparity.report.stream.TensorLine.ElementLine;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Packs the cases of a loss into JSON that can stand inside a script element.
 *
 * <p>Words that recur are numbers into one list; a case is an array: id without the loss, verdict, failure, dtype,
 * shapes' form, flags, axes as pairs of name and value, inputs, problem, tensors as numbers into a second list. A tensor is an array: name, elements,
 * bit-equal, mismatched, mismatch, error in units, error in ULP (null where it can't be measured), what is allowed of
 * both, and, where there is an error, the element: index, expected, actual. A case that was expected to fail
 * has an array more: the number of the expectation (class, title, reason, pattern) in a list of them, the outcome, and
 * what is wrong with it.
 */
public final class CaseData {
    private static final int MOST_PROBLEM = 200;
    private static final int MOST_MESSAGE = 2400;
    private static final int MOST_MESSAGES = 100;
    private static final int MOST_NOTES = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final Map<ArrayNode, Integer> tensors = new LinkedHashMap<>();
    private final Map<List<String>, Integer> expectations = new LinkedHashMap<>();
    private final String loss;

    private CaseData(String loss) {
        this.loss = loss;
    }

    /**
     * Packs.
     *
     * @param port the port as commands name it
     * @param loss the loss
     * @param cases its cases
     * @param details what is known beyond their lines
     */
    public static String json(String port, String loss, List<CaseAxes> cases, Map<String, CaseDetail> details) {
        return new CaseData(loss).pack(port, cases, details);
    }

    private String pack(String port, List<CaseAxes> cases, Map<String, CaseDetail> details) {
        ObjectNode root = JSON.createObjectNode().put("port", port).put("loss", loss);
        ArrayNode rows = JSON.createArrayNode();
        cases.forEach(each -> row(rows.addArray(), each));
        ArrayNode list = root.putArray("words");
        words.keySet().forEach(list::add);
        root.putArray("tensors").addAll(tensors.keySet());
        root.set("rows", rows);
        ArrayNode expected = root.putArray("expectations");
        expectations.keySet().forEach(each -> each.forEach(expected.addArray()::add));
        ObjectNode messages = root.putObject("messages");
        cases.stream()
                .map(CaseAxes::line)
                .filter(line -> line.message() != null && line.message().contains("\n"))
                .limit(MOST_MESSAGES)
                .forEach(line -> messages.put(line.id(), message(line.message())));
        ObjectNode notes = root.putObject("notes");
        cases.stream()
                .map(CaseAxes::line)
                .filter(line -> !line.notes().isEmpty())
                .limit(MOST_NOTES)
                .forEach(line -> line.notes().forEach(notes.putArray(line.id())::add));
        ObjectNode known = root.putObject("details");
        details.forEach((id, detail) -> known.putArray(id)
                .add(detail.about())
                .add(detail.answers())
                .add(detail.pytorch())
                .add(detail.java()));
        return text(root);
    }

    private void row(ArrayNode row, CaseAxes each) {
        CaseLine line = each.line();
        row.add(line.id().startsWith(loss + "/") ? line.id().substring(loss.length() + 1) : line.id());
        row.add(word(line.verdict().word()))
                .add(line.failure() == null ? -1 : word(line.failure().word()));
        row.add(word(line.dtype())).add(word(each.form()));
        ArrayNode flags = row.addArray();
        line.asked().flags().forEach(flag -> flags.add(word(flag)));
        ArrayNode axes = row.addArray();
        each.axes().forEach((axis, value) -> axes.add(word(axis)).add(word(value)));
        row.add(word(inputs(line)));
        row.add(cut(Findings.firstLine(line), MOST_PROBLEM));
        ArrayNode numbers = row.addArray();
        line.tensors().forEach(tensor -> numbers.add(tensor(tensor)));
        if (line.expectation() != null) {
            expectation(row.addArray(), line.expectation());
        }
    }

    private void expectation(ArrayNode to, ExpectedFailure expected) {
        List<String> about = List.of(expected.kind().word(), expected.title(), expected.reason(), expected.pattern());
        to.add(expectations.computeIfAbsent(about, a -> expectations.size()));
        to.add(expected.outcome().word()).add(cut(expected.message(), MOST_PROBLEM));
    }

    private int tensor(TensorLine tensor) {
        ArrayNode to = JSON.createArrayNode();
        TensorError worst = TensorError.of(tensor);
        to.add(word(tensor.name())).add(tensor.count()).add(tensor.bitEqual()).add(tensor.mismatched());
        to.add(tensor.mismatch() == null ? -1 : word(tensor.mismatch().word()));
        if (Double.isInfinite(worst.units())) {
            to.addNull();
        } else {
            to.add(rounded(worst.units()));
        }
        if (worst.ulps() == Long.MAX_VALUE) {
            to.addNull();
        } else {
            to.add(rounded((double) worst.ulps()));
        }
        to.add(tensor.units().allowed()).add(tensor.ulps().allowed());
        ElementLine element = tensor.units().greatest();
        if (element != null) {
            String index = element.index().toString().replace(" ", "");
            to.add(word(index)).add(element.expected()).add(element.actual());
        }
        return tensors.computeIfAbsent(to, t -> tensors.size());
    }

    private int word(String text) {
        return words.computeIfAbsent(text, t -> words.size());
    }

    private static String inputs(CaseLine line) {
        StringBuilder inputs = new StringBuilder();
        line.asked()
                .inputs()
                .forEach((name, type) -> inputs.append(inputs.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(type));
        return inputs.toString();
    }

    /** The command and the snippet at its end are left out: the page has its own. */
    private static String message(String message) {
        int rerun = message.indexOf("\nrerun this case alone:");
        return cut(rerun < 0 ? message : message.substring(0, rerun), MOST_MESSAGE);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "\u2026";
    }

    /** Three digits do for a plot, and take a third of the room. */
    private static double rounded(double value) {
        return value == 0 ? 0 : Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    }

    private static String text(ObjectNode root) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.setCharacterEscapes(new NoMarkup());
            JSON.writeTree(generator, root);
        } catch (IOException e) {
            throw new IllegalStateException("a string can't fail to be written", e);
        }
        return text.toString();
    }

    /** Escapes what could end a script element or begin a comment in it. */
    private static final class NoMarkup extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private final int[] escapes = standardAsciiEscapesForJSON();

        private NoMarkup() {
            escapes['<'] = ESCAPE_STANDARD;
            escapes['>'] = ESCAPE_STANDARD;
            escapes['&'] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString(String.format("\\u%04x", character));
        }
    }
}
