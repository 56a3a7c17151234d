package io.lossparity.report.html.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loss is, for the head of its page.
 *
 * @param summary a sentence
 * @param formula the formula, in lines of plain text
 * @param shapes the shapes of arguments and output
 * @param parameters the constructor's parameters in PyTorch's order
 */
public record LossText(String summary, List<String> formula, String shapes, List<Parameter> parameters) {
    private static final String FILE = "/io/lossparity/report/html/losses.json";

    /** Makes the lists unmodifiable. */
    public LossText {
        formula = List.copyOf(formula);
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter.
     *
     * @param name its name in Java and in the case ids
     * @param initial its default, as Python spells it
     * @param meaning what it does
     */
    public record Parameter(String name, String initial, String meaning) {}

    private static final class Texts {
        static final Map<String, LossText> BY_LOSS = read();

        private static Map<String, LossText> read() {
            try (InputStream in = LossText.class.getResourceAsStream(FILE)) {
                return JsonMapper.builder().build().readValue(in, new TypeReference<>() {});
            } catch (IOException e) {
                throw new IllegalStateException(FILE + " can't be read: " + e.getMessage(), e);
            }
        }
    }

    /** Returns the text about a loss; empty for one that is newer than the texts. */
    public static Optional<LossText> of(String loss) {
        return Optional.ofNullable(Texts.BY_LOSS.get(loss));
    }
}
