package io.lossparity.report.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes a diff as JSON that fits {@code diff.schema.json} in this package. */
public final class DiffJson {
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

    private DiffJson() {}

    /** Returns the complete diff. */
    public static String write(ReportDiff diff) {
        try {
            return JSON.writeValueAsString(diff) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a diff is made of what can be written", e);
        }
    }
}
