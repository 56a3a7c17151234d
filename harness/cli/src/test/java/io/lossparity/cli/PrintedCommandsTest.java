package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.cli.ports.Throwing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command about a case that an output prints can be run as it stands, and shows the case to fail. */
class PrintedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile(
            "\\./lossparity (explain|check) ((?:[A-Za-z0-9._=+,/:@%-]+|'[^']*+'(?:\\\\''[^']*+')*+)(?: |(?=[`<\\n\"\\\\])|$))+");

    private static final String ONE = "L1Loss/float32/mean/grad=input/N2-C3/typical";

    @TempDir
    Path folder;

    /** Where the port is: behind its name, in a folder of classes with an odd name, behind a command. */
    private String port(String kind) throws IOException {
        return switch (kind) {
            case "name" -> "doubled";
            case "jar" ->
                PortFolder.of(Throwing.class, Files.createDirectories(folder.resolve("it's a port/classes")))
                        .toString();
            default -> {
                Path options = Files.writeString(
                        folder.resolve("my options"),
                        "-cp \"" + System.getProperty("java.class.path") + "\" " + Main.class.getName()
                                + " serve --port doubled");
                String java =
                        Path.of(System.getProperty("java.home"), "bin", "java").toString();
                yield "process:" + java + " '@" + options + "'";
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "jar", "process"})
    void everyCommandShowsItsCaseToFail(String kind) throws IOException {
        String port = port(kind);
        Path report = folder.resolve("report");
        CommandRun run = CommandRun.of(
                "check",
                "--port",
                port,
                "--case",
                ONE,
                "--case",
                "relation/L1Loss/float32/batch*",
                "--report",
                report.toString(),
                "--json",
                folder.resolve("report.jsonl").toString());
        assertEquals(1, run.exitCode(), run::all);
        Set<String> commands = new LinkedHashSet<>();
        collect(run.all(), commands);
        try (Stream<Path> files = Files.walk(report)) {
            for (Path file : files.filter(PrintedCommandsTest::isText).toList()) {
                collect(Files.readString(file), commands);
            }
        }
        commands.add(ofDialog(report, kind));
        assertTrue(commands.size() >= 2, commands::toString);
        Set<List<String>> different = new LinkedHashSet<>();
        commands.forEach(command -> different.add(words(command)));
        for (List<String> words : different) {
            CommandRun alone = CommandRun.of(words.toArray(String[]::new));
            assertEquals(1, alone.exitCode(), () -> words + "\n" + alone.all());
        }
    }

    private static boolean isText(Path file) {
        return file.toString().matches(".*\\.(html|md|xml)") && Files.isRegularFile(file);
    }

    private static void collect(String text, Set<String> commands) {
        String plain = text.replace("&#10;", "\n")
                .replace("&#39;", "'")
                .replace("&apos;", "'")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&amp;", "&")
                .replace("\\_", "_")
                .replaceAll(" \\\\\n *", " ");
        Matcher matcher = COMMAND.matcher(plain);
        while (matcher.find()) {
            commands.add(matcher.group().strip().replaceFirst(" ID tells one\\.$", " " + ONE));
        }
    }

    /** The page's own program makes a command of what it is given as the port. */
    private static String ofDialog(Path report, String kind) throws IOException {
        String page = Files.readString(report.resolve("L1Loss.html"));
        Matcher port = Pattern.compile("\"port\":(\"(?:[^\"\\\\]++|\\\\.)*+\")").matcher(page);
        assertTrue(port.find(), page);
        String given = new ObjectMapper().readValue(port.group(1), String.class);
        assertFalse(kind.equals("jar") && given.equals("doubled"), given);
        return "./lossparity explain --port '" + given.replace("'", "'\\''") + "' '" + ONE + "'";
    }

    /** Splits as a shell does what {@link io.lossparity.render.text.Rerun} quotes. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = "./lossparity ".length(); i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '\\') {
                word.append(command.charAt(++i));
            } else if (!quoted && c == ' ') {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        assertFalse(quoted, command);
        return words;
    }
}
