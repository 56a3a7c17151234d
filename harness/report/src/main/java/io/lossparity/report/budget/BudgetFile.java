package io.lossparity.report.budget;

import com.fasterxml.jackson.databind.JsonNode;
import io.lossparity.kit.input.GivenFile;
import io.lossparity.kit.input.PartFiles;
import io.lossparity.report.schema.SchemaReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reads and writes a budget; the same budget gives the same bytes. */
public final class BudgetFile {
    private static final SchemaReader SCHEMA = SchemaReader.of(Budget.class, "budget.schema.json");

    private BudgetFile() {}

    /**
     * Reads a budget.
     *
     * @throws io.lossparity.kit.input.RefusedInputException if the file cannot be read, or is not a budget of this
     *     format version; the message names file, field and rule
     */
    public static Budget read(Path file) {
        GivenFile given = GivenFile.of(file);
        return read(given.name(), given.text());
    }

    /**
     * Reads a budget from its text.
     *
     * @param name its name in messages
     * @throws BrokenBudgetException if it is not a budget of this format version
     */
    public static Budget read(String name, String text) {
        try {
            JsonNode tree = SchemaReader.parse(text);
            JsonNode version = tree.path("formatVersion");
            if (version.isInt() && version.intValue() != Budget.FORMAT_VERSION) {
                throw new IllegalArgumentException(
                        "it has format version " + version + ", but this kit reads version " + Budget.FORMAT_VERSION);
            }
            return SCHEMA.read(tree, Budget.class);
        } catch (IllegalArgumentException e) {
            throw new BrokenBudgetException("not a budget: " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a budget.
     *
     * @throws IOException if it cannot be written; the file is then unchanged
     */
    public static void write(Path file, Budget budget) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path part = PartFiles.of(absolute.getParent(), absolute.getFileName().toString());
        try {
            Files.writeString(part, SchemaReader.pretty(budget), StandardCharsets.UTF_8);
            move(part, absolute);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
