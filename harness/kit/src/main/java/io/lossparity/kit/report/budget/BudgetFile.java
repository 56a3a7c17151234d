package io.lossparity.kit.report.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reads and writes a budget; the same budget gives the same bytes. */
public final class BudgetFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private BudgetFile() {}

    /**
     * Reads a budget.
     *
     * @throws IllegalArgumentException if the file is no budget of this format version
     * @throws IOException if the file can't be read
     */
    public static Budget read(Path file) throws IOException {
        Budget budget;
        try {
            budget = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Budget.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a budget: " + file + ": " + e.getOriginalMessage(), e);
        }
        if (budget.formatVersion() != Budget.FORMAT_VERSION) {
            throw new IllegalArgumentException("not a budget that this kit reads: " + file + " has format version "
                    + budget.formatVersion() + ", not " + Budget.FORMAT_VERSION);
        }
        return budget;
    }

    /**
     * Writes a budget.
     *
     * @throws IOException if it can't be written; the file is then as it was
     */
    public static void write(Path file, Budget budget) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        String text = JSON.writer(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter))
                .writeValueAsString(budget);
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path part = Files.createTempFile(absolute.getParent(), "." + absolute.getFileName(), ".part");
        try {
            Files.writeString(part, text + "\n", StandardCharsets.UTF_8);
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
