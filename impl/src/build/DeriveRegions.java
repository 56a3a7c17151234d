import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Derives the float64 code of the losses from their float32 code, inside the same file.
 *
 * <p>Every formula is written once, in {@code float}, between {@code // <float32>} and {@code // </float32>}. This
 * program replaces what stands between the markers {@code // <float64 derived; do not edit>} and
 * {@code // </float64>} by the same text in {@code double}. A file may have several pairs; the n-th float64 region is
 * derived from the n-th float32 region. With {@code // <float64 derived from Name; do not edit>} the source is
 * {@code Name.java} in the same folder.
 *
 * <p>Usage: {@code java impl/src/build/DeriveRegions.java [--check] [FOLDER...]}. Without folders, the sources of
 * impl. With {@code --check} nothing is written; the exit code is 1 if a region is stale.
 */
public final class DeriveRegions {
    private static final Pattern SOURCE = Pattern.compile("(?ms)^[ \\t]*// <float32>\\n(.*?)^[ \\t]*// </float32>$");
    private static final Pattern DERIVED = Pattern.compile(
            "(?ms)^([ \\t]*// <float64 derived(?: from (\\w+))?; do not edit>\\n)(.*?)(^[ \\t]*// </float64>)$");

    /** What a float32 region reads, and what its float64 twin reads. Casts go: a double needs none. */
    private static final String[][] RULES = {
        {"\\((?:float|double)\\) ?", ""},
        {"\\bfloat\\b", "double"},
        {"\\b(0x[0-9a-fA-F.]+p[-+]?\\d+)[fF]\\b", "$1"},
        {"(?<![\\w.]|[eEpP][-+])(\\d+)[fF]\\b", "$1.0"},
        {"(?<![\\w.])(\\d+\\.\\d*(?:[eE][-+]?\\d+)?|\\d+[eE][-+]?\\d+|\\.\\d+(?:[eE][-+]?\\d+)?)[fF]\\b", "$1"},
        {"\\bFloat\\.", "Double."},
        {"Float32", "Float64"},
        {"float32", "float64"},
        {"FLOAT32", "FLOAT64"},
    };

    private DeriveRegions() {}

    /** Derives, or checks, all regions below the given folders. */
    public static void main(String[] arguments) throws IOException {
        List<String> folders = new ArrayList<>(List.of(arguments));
        boolean check = folders.remove("--check");
        if (folders.isEmpty()) {
            folders.add("impl/src/main/java");
        }
        int regions = 0;
        List<Path> stale = new ArrayList<>();
        for (String folder : folders) {
            for (Path file : javaFiles(Path.of(folder))) {
                String text = Files.readString(file);
                regions += (int) DERIVED.matcher(text).results().count();
                String derived = derive(file, text);
                if (!derived.equals(text)) {
                    stale.add(file);
                    if (!check) {
                        Files.writeString(file, derived);
                    }
                }
            }
        }
        stale.forEach(file -> System.out.println((check ? "stale: " : "derived: ") + file));
        if (regions == 0) {
            System.err.println("no float64 regions below " + folders);
            System.exit(2);
        }
        if (check && !stale.isEmpty()) {
            System.err.println("run: java impl/src/build/DeriveRegions.java");
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

    private static String derive(Path file, String text) throws IOException {
        List<String> own = sources(text);
        StringBuilder result = new StringBuilder();
        Matcher region = DERIVED.matcher(text);
        int next = 0;
        while (region.find()) {
            String source;
            if (region.group(2) == null) {
                source = next < own.size() ? own.get(next++) : null;
            } else {
                List<String> other = sources(Files.readString(file.resolveSibling(region.group(2) + ".java")));
                source = other.size() == 1 ? other.get(0) : null;
            }
            if (source == null) {
                throw new IllegalStateException(file + ": a float64 region has no float32 region to derive from");
            }
            String replacement = region.group(1) + toFloat64(source) + region.group(4);
            region.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        region.appendTail(result);
        if (next != own.size() && next != 0) {
            throw new IllegalStateException(file + ": a float32 region has no float64 region");
        }
        return result.toString();
    }

    private static List<String> sources(String text) {
        return SOURCE.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private static String toFloat64(String float32) {
        String float64 = float32;
        for (String[] rule : RULES) {
            float64 = float64.replaceAll(rule[0], rule[1]);
        }
        return float64;
    }
}
