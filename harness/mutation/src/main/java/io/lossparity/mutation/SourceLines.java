package io.lossparity.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of the mutated sources. */
final class SourceLines {
    private final Path sources;
    private final Map<Path, List<String>> files = new HashMap<>();

    /** Makes a reader of a source folder. */
    SourceLines(Path sources) {
        this.sources = sources;
    }

    /** Returns the text of the mutated line, without the space around it. */
    String of(MutantResult mutant) {
        return files.computeIfAbsent(file(mutant.className(), mutant.sourceFile()), SourceLines::read)
                .get(mutant.line() - 1);
    }

    /** Returns whether there is a file of that class. */
    boolean has(String className) {
        String name = className.replaceAll("\\$.*", "");
        return Files.exists(file(name, name.substring(name.lastIndexOf('.') + 1) + ".java"));
    }

    private Path file(String className, String sourceFile) {
        String folder = className.substring(0, className.lastIndexOf('.')).replace('.', '/');
        return sources.resolve(folder).resolve(sourceFile);
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path).stream().map(String::strip).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the source of a mutated class can't be read: " + path, e);
        }
    }
}
