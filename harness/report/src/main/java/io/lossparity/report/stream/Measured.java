package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An error. An error that cannot be measured is infinite, or the greatest long, as in the kit; a report leaves it out,
 * because JSON has no infinity.
 */
final class Measured {
    private Measured() {}

    /** An error as a double. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @JacksonAnnotationsInside
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Immeasurable.class)
    @JsonDeserialize(using = OrInfinite.class)
    @interface AsDouble {}

    /** An error as a long. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @JacksonAnnotationsInside
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Immeasurable.class)
    @JsonDeserialize(using = OrGreatest.class)
    @interface AsLong {}

    /** Equals a value that a report leaves out; Jackson asks in this way. */
    static final class Immeasurable {
        Immeasurable() {}

        @Override
        public boolean equals(Object value) {
            return value == null
                    || value.equals(Long.MAX_VALUE)
                    || (value instanceof Double number && !Double.isFinite(number));
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Reads a missing value as an infinity. */
    static final class OrInfinite extends StdDeserializer<Double> {
        private static final long serialVersionUID = 1L;

        OrInfinite() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.getDoubleValue();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** Reads a missing value as the greatest long. */
    static final class OrGreatest extends StdDeserializer<Long> {
        private static final long serialVersionUID = 1L;

        OrGreatest() {
            super(Long.class);
        }

        @Override
        public Long deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.getLongValue();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Long.MAX_VALUE;
        }
    }
}
