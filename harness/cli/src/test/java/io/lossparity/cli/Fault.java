package io.lossparity.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the table of faults: something from outside that is broken in one way, and how the command line says so.
 *
 * @param reader what reads it: {@code fixture}, {@code report}, {@code hello}
 * @param kind what is wrong, in words
 * @param given makes the files, in a folder of this row's own
 * @param command the command; {@code {}} stands for that folder, and quotes keep a word together
 * @param exitCode the exit code that is expected
 * @param words what the output must contain; {@code {}} stands for the folder
 */
record Fault(String reader, String kind, Given given, String command, int exitCode, String words) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /** Makes the files of a fault. */
    @FunctionalInterface
    interface Given {
        /** Makes them in a folder that is empty. */
        void in(Path folder) throws IOException, InterruptedException;

        /** Makes further files. */
        default Given and(Given more) {
            return folder -> {
                in(folder);
                more.in(folder);
            };
        }
    }

    /** Makes no file. */
    static Given nothing() {
        return folder -> {};
    }

    /** Makes a file of that text. */
    static Given text(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a file of those bytes. */
    static Given bytes(String name, byte... bytes) {
        return folder -> {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        };
    }

    /** Makes a file of that text with one piece replaced, which must be there. */
    static Given edited(String name, String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalArgumentException("there is no " + from + " in the text of " + name);
        }
        return text(name, text.replace(from, to));
    }

    /** Makes a folder. */
    static Given folder(String name) {
        return folder -> Files.createDirectories(folder.resolve(name));
    }

    /** Makes a named pipe, which nobody writes into. */
    static Given pipe(String name) {
        return folder -> {
            Path pipe = folder.resolve(name);
            Files.createDirectories(pipe.getParent());
            int code = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            if (code != 0) {
                throw new IOException("mkfifo ended with " + code);
            }
        };
    }

    /** Makes a program in shell that ignores its input and says those lines, a line for each that it reads. */
    static Given port(String name, String... replies) {
        StringBuilder script = new StringBuilder();
        for (String reply : replies) {
            script.append("read -r line\nprintf '%s\\n' '").append(reply).append("'\n");
        }
        return text(name, script + "cat >/dev/null\n");
    }

    /** Runs the command. */
    CommandRun run(Path folder) {
        List<String> args = new ArrayList<>();
        Matcher word = WORD.matcher(command.replace("{}", folder.toString()));
        while (word.find()) {
            args.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return CommandRun.of(args.toArray(new String[0]));
    }

    /** Returns the words, for that folder. */
    String words(Path folder) {
        return words.replace("{}", folder.toString());
    }

    @Override
    public String toString() {
        return reader + ": " + kind;
    }
}
