package io.lossparity.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the hand-written line of a mutated line: the line itself or, in a derived float64 file, the line of the float32
 * file from which it derives. A derived file has one extra line, the first, which says that it is derived.
 */
final class WrittenLines {
    private static final String DERIVED = "// Derived from ";

    private final Path sources;
    private final Map<Path, List<String>> files = new HashMap<>();

    /** Makes a finder over a source folder. */
    WrittenLines(Path sources) {
        this.sources = sources;
    }

    /** Returns the text of the line that was written for the mutated one, without the space around it. */
    String of(MutantResult mutant) {
        List<String> lines = lines(mutant.className(), mutant.sourceFile());
        if (!lines.get(0).startsWith(DERIVED)) {
            return lines.get(mutant.line() - 1);
        }
        return lines(mutant.writtenClass(), MutantResult.written(mutant.sourceFile()))
                .get(mutant.line() - 2);
    }

    private List<String> lines(String className, String sourceFile) {
        String folder = className.substring(0, className.lastIndexOf('.')).replace('.', '/');
        return files.computeIfAbsent(sources.resolve(folder).resolve(sourceFile), path -> {
            try {
                return Files.readAllLines(path).stream().map(String::strip).toList();
            } catch (IOException e) {
                throw new UncheckedIOException("the source of a mutated class can't be read: " + path, e);
            }
        });
    }
}
