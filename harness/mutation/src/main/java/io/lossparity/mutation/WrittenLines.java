package io.lossparity.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the line that was written by hand for a mutated line: the line itself, or, for derived float64 code, the
 * float32 line from which it derives. A derived region is line for line what it derives from.
 */
final class WrittenLines {
    private static final String SOURCE = "// <float32>";
    private static final String DERIVED = "// <float64 derived";
    private static final String END = "// </float64>";

    private final Path sources;
    private final Map<Path, List<String>> files = new HashMap<>();

    /** Makes a finder over a source folder. */
    WrittenLines(Path sources) {
        this.sources = sources;
    }

    /** Returns the text of the line that was written for the mutated one, without the space around it. */
    String of(MutantResult mutant) {
        String name = mutant.className();
        Path folder = sources.resolve(name.substring(0, name.lastIndexOf('.')).replace('.', '/'));
        List<String> lines = lines(folder.resolve(mutant.sourceFile()));
        int line = mutant.line() - 1;
        int region = line;
        while (region >= 0
                && !lines.get(region).startsWith(DERIVED)
                && !lines.get(region).equals(END)) {
            region--;
        }
        if (region < 0 || lines.get(region).equals(END)) {
            return lines.get(line);
        }
        String header = lines.get(region);
        if (header.contains(" from ")) {
            List<String> other = lines(folder.resolve(header.replaceAll(".* from (\\w+);.*", "$1.java")));
            return other.get(other.indexOf(SOURCE) + line - region);
        }
        long earlier = lines.subList(0, region).stream()
                .filter(text -> text.startsWith(DERIVED))
                .count();
        int source = lines.indexOf(SOURCE);
        for (long i = 0; i < earlier; i++) {
            source += 1 + lines.subList(source + 1, lines.size()).indexOf(SOURCE);
        }
        return lines.get(source + line - region);
    }

    private List<String> lines(Path file) {
        return files.computeIfAbsent(file, path -> {
            try {
                return Files.readAllLines(path).stream().map(String::strip).toList();
            } catch (IOException e) {
                throw new UncheckedIOException("the source of a mutated class can't be read: " + path, e);
            }
        });
    }
}
