package io.lossparity.mutants.matrix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lossparity.mutants.Mutant;
import java.io.IOException;
import java.io.Writer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Kill matrices as compact JSON, one line per loss.
 *
 * <p>{@code killedBy} names the places in {@code cases} as ranges: {@code "0-3,7"}. {@code soleKillers} holds the
 * cases that alone reject some mutant; {@code cover} is a small set of cases that rejects what the whole suite does.
 */
public final class KillMatrixJson {
    private KillMatrixJson() {}

    /** Writes one object per line. */
    public static void write(List<KillMatrix> matrices, Writer out) throws IOException {
        for (KillMatrix matrix : matrices) {
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                write(matrix, json);
            }
            out.write('\n');
        }
    }

    private static void write(KillMatrix matrix, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("formatVersion", 1);
        json.writeStringField("loss", matrix.loss());
        json.writeNumberField("mutants", matrix.rows().size());
        writeStrings(
                json, "survivors", matrix.survivors().stream().map(Mutant::id).toList());
        writeStrings(json, "spurious", matrix.spurious());
        writeStrings(json, "cover", matrix.cover());
        json.writeObjectFieldStart("soleKillers");
        for (Map.Entry<String, List<Mutant>> killer : matrix.soleKillers().entrySet()) {
            writeStrings(
                    json,
                    killer.getKey(),
                    killer.getValue().stream().map(Mutant::id).toList());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("rows");
        for (KillMatrix.Row row : matrix.rows()) {
            json.writeStartObject();
            json.writeStringField("id", row.mutant().id());
            json.writeStringField("name", row.mutant().name());
            json.writeNumberField("kills", row.kills().cardinality());
            json.writeStringField("killedBy", ranges(row.kills()));
            json.writeEndObject();
        }
        json.writeEndArray();
        writeStrings(json, "cases", matrix.cases());
        json.writeEndObject();
    }

    private static void writeStrings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** Returns places as ranges. */
    static String ranges(BitSet places) {
        StringBuilder text = new StringBuilder();
        for (int from = places.nextSetBit(0); from >= 0; ) {
            int to = places.nextClearBit(from) - 1;
            text.append(text.length() == 0 ? "" : ",").append(from).append(to > from ? "-" + to : "");
            from = places.nextSetBit(to + 1);
        }
        return text.toString();
    }
}
