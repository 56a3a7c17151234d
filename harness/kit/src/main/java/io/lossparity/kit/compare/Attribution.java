package io.lossparity.kit.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.text.Words;

/** Who causes the difference between a port and PyTorch, if that is clear. */
public enum Attribution {
    /** The port is nearer to the exact value. */
    PORT_CLOSER("the port is closer to the truth than PyTorch: the difference is PyTorch's error"),
    /** PyTorch is nearer to the exact value. */
    TORCH_CLOSER("PyTorch is closer to the truth than the port: the difference is the port's error"),
    /** The port computes the mathematical definition up to rounding, and PyTorch's formula departs from it. */
    DEFINITION("the port computes the definition, from which PyTorch departs by design");

    private final String words;

    Attribution(String words) {
        this.words = words;
    }

    /** Returns the verdict in words. */
    public String words() {
        return words;
    }

    /** Returns the word in reports, for example {@code port closer}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
