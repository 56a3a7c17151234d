package io.lossparity.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, a float32 file changed and its float64 twin did not: run DeriveFloat64. */
class DerivedFloat64Test {
    private static final Path PROGRAM = Path.of("src/build/DeriveFloat64.java");

    @TempDir
    private Path folder;

    @Test
    void everyDerivedFileIsFresh() throws Exception {
        assertEquals("0 ", run("--check", "src/main/java"));
    }

    @Test
    void missingStaleAndForeignFilesAreNamed() throws Exception {
        Path source = folder.resolve("float32/KernelFloat32.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "float y = (float) Math.log(x) * 2f + 1e-3f * 0x1p-3f; // Float32Tensor\n");
        Path file = folder.resolve("float64/KernelFloat64.java");
        assertEquals("1 stale: " + file + " run: java impl/src/build/DeriveFloat64.java", run("--check", "" + folder));
        assertEquals("0 derived: " + file, run("" + folder));
        assertEquals(
                List.of(
                        "// Derived from KernelFloat32.java by DeriveFloat64; do not edit.",
                        "double y = Math.log(x) * 2.0 + 1e-3 * 0x1p-3; // Float64Tensor"),
                Files.readAllLines(file));
        Files.writeString(file, "double y;\n");
        Path orphan = Files.writeString(folder.resolve("SquareFloat64.java"), "double x;\n");
        assertEquals(
                "1 stale: " + file + " without a float32 file: " + orphan + " remove what has no source",
                run("--check", "" + folder));
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
