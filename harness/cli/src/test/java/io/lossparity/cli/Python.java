package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The interpreter that {@code LOSSPARITY_PYTHON} names, or {@code python3}; installs nothing. */
final class Python {
    private static final String GIVEN = System.getenv("LOSSPARITY_PYTHON");
    private static final String COMMAND = GIVEN == null || GIVEN.isBlank() ? "python3" : GIVEN;

    /**
     * What a Python printed.
     *
     * @param exitCode its exit code
     * @param text its standard output and error
     */
    record Run(int exitCode, String text) {}

    private Python() {}

    /** Skips the test where NumPy can't be imported, unless LOSSPARITY_REQUIRE_PYTHON asks for it. */
    static void needNumpy() {
        Run run = imported("numpy");
        String missing = COMMAND + " can't import numpy (LOSSPARITY_PYTHON names another): " + run.text();
        if (run.exitCode() != 0 && Boolean.parseBoolean(System.getenv("LOSSPARITY_REQUIRE_PYTHON"))) {
            fail(missing + ", and LOSSPARITY_REQUIRE_PYTHON is true");
        }
        assumeTrue(run.exitCode() == 0, missing);
    }

    /** Skips the test where there is no PyTorch 1.4.0, which has wheels for Pythons up to 3.8 alone. */
    static void needTorch140() {
        Run run = imported("torch");
        assumeTrue(
                run.exitCode() == 0 && run.text().startsWith("1.4.0"),
                COMMAND + " has no torch 1.4.0 (LOSSPARITY_PYTHON names another): " + run.text());
    }

    /** Returns what stands after {@code --port} for a script. */
    static String port(Path script) {
        return "process:'" + COMMAND + "' -B '" + script + "'";
    }

    private static Run imported(String module) {
        return run(Path.of("."), "-c", "import " + module + "; print(" + module + ".__version__)");
    }

    /** Runs it in a folder until it ends, for two minutes at most. */
    static Run run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(COMMAND));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Run(-1, text + "it does not end");
            }
            return new Run(process.exitValue(), text.strip());
        } catch (IOException e) {
            return new Run(-1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Run(-1, "interrupted");
        }
    }
}
