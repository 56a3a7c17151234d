package io.lossparity.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Writes what an option such as {@code --markdown FILE} asks for. */
final class WrittenText {
    private WrittenText() {}

    /**
     * Writes a text, in a folder that is made if it is missing.
     *
     * @param file the file; null if nothing is asked for
     * @throws UnwritableException if it can't be written
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
