package io.lossparity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, a float32 region changed and its float64 twin did not: run DeriveFloat64. */
class DerivedFloat64Test {
    private static final Path PROGRAM = Path.of("src/build/DeriveFloat64.java");

    @TempDir
    private Path folder;

    @Test
    void everyDerivedRegionIsFresh() throws Exception {
        assertEquals("0 ", run("--check", "src/main/java"));
    }

    @Test
    void staleRegionIsNamedThenDerived() throws Exception {
        String float32 = "float y = (float) Math.log(x) * 2f + 1e-3f * 0x1p-3f; // Float32Tensor";
        String text =
                "// <float32>\n" + float32 + "\n// </float32>\n// <float64 derived; do not edit>\n// </float64>\n";
        Path file = Files.writeString(folder.resolve("Kernel.java"), text);
        assertEquals("1 stale: " + file + " run: java impl/src/build/DeriveFloat64.java", run("--check", "" + folder));
        assertEquals("0 derived: " + file, run("" + folder));
        assertEquals(
                "double y = Math.log(x) * 2.0 + 1e-3 * 0x1p-3; // Float64Tensor",
                Files.readAllLines(file).get(4));
    }

    /** Returns the exit code, then what was printed, lines joined by spaces. */
    private static String run(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 2];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = PROGRAM.toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output.strip().replaceAll("\\R", " ");
    }
}
