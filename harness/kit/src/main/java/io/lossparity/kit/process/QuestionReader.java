package io.lossparity.kit.process;

import io.lossparity.kit.json.JsonArguments;
import io.lossparity.kit.json.JsonCursor;
import io.lossparity.kit.json.TensorReader;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a line from the harness. */
final class QuestionReader {
    private static final LineForm FORM = new LineForm(
            Map.of(
                    "hello", Set.of("protocol"),
                    "call", Set.of("id", "loss", "dtype", "params", "inputs", "requiresGrad", "gradOutput"),
                    "bye", Set.of()),
            Map.of());

    private final JsonCursor cursor;
    private final Map<String, Object> values;

    private QuestionReader(JsonCursor cursor, Map<String, Object> values) {
        this.cursor = cursor;
        this.values = values;
    }

    /**
     * A question that was read.
     *
     * @param id the call's number; null if the question is not a call
     * @param call what to compute; null if the question is not a call
     * @param isHello whether the question is hello; if it is neither a call nor hello, it is bye
     */
    record Asked(Long id, LossCall call, boolean isHello) {}

    /**
     * Reads a line.
     *
     * @throws RefusedLineException if it is not a question; the exception has the call's number if that came before the
     *     fault
     */
    static Asked read(byte[] line) {
        Map<String, Object> values = new HashMap<>();
        try {
            return JsonCursor.document(
                    "", line, RefusedLineException::new, cursor -> new QuestionReader(cursor, values).question());
        } catch (RefusedLineException e) {
            throw new RefusedLineException(e.getMessage(), e, (Long) values.get("id"));
        }
    }

    private Asked question() throws IOException {
        LineForm.Read read = FORM.read(cursor, values, this::field);
        if (!read.type().equals("call")) {
            return new Asked(null, null, read.type().equals("hello"));
        }
        return new Asked(read.id(), call(), false);
    }

    private Object field(String field) throws IOException {
        return switch (field) {
            case "id" -> ReplyReader.id(cursor);
            case "protocol" -> cursor.integer(field);
            case "loss" -> cursor.string(field);
            case "dtype" -> dtype(field);
            case "params" -> {
                Map<String, Object> params = new LinkedHashMap<>();
                cursor.map(
                        field,
                        name -> params.put(name, JsonArguments.param(cursor, name, in -> tensor("param " + name))));
                yield params;
            }
            case "inputs" -> {
                Map<String, Object> inputs = new LinkedHashMap<>();
                cursor.map(
                        field,
                        name -> inputs.put(name, JsonArguments.input(cursor, name, in -> tensor("input " + name))));
                yield inputs;
            }
            case "requiresGrad" -> names(field);
            default -> cursor.isNull() ? null : tensor(field);
        };
    }

    private DType dtype(String field) throws IOException {
        DType dtype = cursor.dtype(field);
        if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
            throw cursor.refuse("dtype must be float32 or float64, but was " + dtype.torchName());
        }
        return dtype;
    }

    private Set<String> names(String field) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        cursor.array(field, () -> {
            String name = cursor.string(field);
            if (!names.add(name)) {
                throw cursor.refuse(field + " has '" + name + "' twice");
            }
        });
        return names;
    }

    private TensorValue tensor(String what) throws IOException {
        return TensorReader.readSent(cursor, what);
    }

    @SuppressWarnings("unchecked") // field() made them
    private LossCall call() {
        Map<String, Object> params = (Map<String, Object>) values.get("params");
        Map<String, Object> inputs = (Map<String, Object>) values.get("inputs");
        Set<String> requiresGrad = (Set<String>) values.get("requiresGrad");
        for (String name : requiresGrad) {
            if (!(inputs.get(name) instanceof TensorValue) && !(params.get(name) instanceof TensorValue)) {
                throw cursor.refuse("requiresGrad names '" + name + "', which is not a tensor of this call");
            }
        }
        return new LossCall(
                (String) values.get("loss"),
                (DType) values.get("dtype"),
                params,
                inputs,
                requiresGrad,
                Optional.ofNullable((TensorValue) values.get("gradOutput")));
    }
}
