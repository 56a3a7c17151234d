package io.lossparity.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Writes the file of an option such as {@code --markdown FILE}. */
final class WrittenText {
    private WrittenText() {}

    /**
     * Writes a text; creates the folder if it does not exist.
     *
     * @param file the file; null to write nothing
     * @throws UnwritableException if it cannot be written
     */
    static void write(Path file, Supplier<String> text) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text.get(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }
}
