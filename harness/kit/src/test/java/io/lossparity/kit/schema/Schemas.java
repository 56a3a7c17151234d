package io.lossparity.kit.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Validates JSON against the schemas that come with the kit. */
public final class Schemas {
    private Schemas() {}

    /** Returns what is wrong with a text by the schema in the file of that name beside the class. */
    public static List<String> errors(Class<?> neighbour, String schema, String text) throws IOException {
        try (InputStream in = neighbour.getResourceAsStream(schema)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .validate(text, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
