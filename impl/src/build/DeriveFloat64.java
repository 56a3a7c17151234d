import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Derives the float64 code of the losses from their float32 code, file by file.
 *
 * <p>Every formula is written once, in {@code float}, in a file such as {@code float32/L1LossFloat32.java}. This program
 * writes the same text in {@code double} to {@code float64/L1LossFloat64.java}, below a first line that says so. Every
 * source file with {@code Float32} in its name is such a file, and every one with {@code Float64} in its name is derived.
 *
 * <p>Usage: {@code java impl/src/build/DeriveFloat64.java [--check] [FOLDER...]}. Without folders, the sources of
 * impl. With {@code --check} nothing is written; the exit code is 1 if a file is stale, missing or without a source.
 */
public final class DeriveFloat64 {
    /** What float32 code reads, and what its float64 twin reads. Casts go: a double needs none. */
    private static final String[][] RULES = {
        {"\\((?:float|double)\\) ?", ""},
        {"\\bfloat\\b", "double"},
        {"\\b(0x[0-9a-fA-F.]+p[-+]?\\d+)[fF]\\b", "$1"},
        {"(?<![\\w.]|[eEpP][-+])(\\d+)[fF]\\b", "$1.0"},
        {"(?<![\\w.])(\\d+\\.\\d*(?:[eE][-+]?\\d+)?|\\d+[eE][-+]?\\d+|\\.\\d+(?:[eE][-+]?\\d+)?)[fF]\\b", "$1"},
        {"\\bFloat(Buffer\\b|\\.)", "Double$1"},
        {"Float32", "Float64"},
        {"float32", "float64"},
    };

    private DeriveFloat64() {}

    /** Derives, or checks, all files below the given folders. */
    public static void main(String[] arguments) throws IOException {
        List<String> folders = new ArrayList<>(List.of(arguments));
        boolean check = folders.remove("--check");
        if (folders.isEmpty()) {
            folders.add("impl/src/main/java");
        }
        TreeMap<Path, String> derived = new TreeMap<>();
        List<Path> present = new ArrayList<>();
        for (String folder : folders) {
            for (Path file : javaFiles(Path.of(folder))) {
                String name = file.getFileName().toString();
                if (name.contains("Float32")) {
                    derived.put(twin(file), derive(name, Files.readString(file)));
                } else if (name.contains("Float64")) {
                    present.add(file);
                }
            }
        }
        if (derived.isEmpty()) {
            System.err.println("no float32 files below " + folders);
            System.exit(2);
        }
        boolean wrong = false;
        for (Path file : derived.keySet()) {
            if (!present.contains(file) || !Files.readString(file).equals(derived.get(file))) {
                System.out.println((check ? "stale: " : "derived: ") + file);
                wrong = true;
                if (!check) {
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, derived.get(file));
                }
            }
        }
        present.removeAll(derived.keySet());
        present.forEach(file -> System.out.println("without a float32 file: " + file));
        if (!present.isEmpty() || check && wrong) {
            System.err.println(
                    present.isEmpty() ? "run: java impl/src/build/DeriveFloat64.java" : "remove what has no source");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static Path twin(Path file) {
        Path folder = file.getParent();
        String name = file.getFileName().toString().replace("Float32", "Float64");
        return folder.endsWith("float32") ? folder.resolveSibling("float64").resolve(name) : folder.resolve(name);
    }

    private static String derive(String name, String float32) {
        String float64 = float32;
        for (String[] rule : RULES) {
            float64 = float64.replaceAll(rule[0], rule[1]);
        }
        return "// Derived from " + name + " by DeriveFloat64; do not edit.\n" + float64;
    }
}
