package io.lossparity.cli;

import static io.lossparity.cli.Fault.bytes;
import static io.lossparity.cli.Fault.folder;
import static io.lossparity.cli.Fault.nothing;
import static io.lossparity.cli.Fault.pipe;
import static io.lossparity.cli.Fault.text;

import io.lossparity.cli.Fault.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Faults of reports, budgets and kill matrices, whatever command reads them. */
final class ReportFaults {
    private static final String SOME = "MSELoss/float32/mean/grad=input/N1-C4/typical";
    private static String sound;

    private ReportFaults() {}

    /** Every command that reads a report. */
    private static Map<String, String> commands() {
        Map<String, String> commands = new TreeMap<>();
        commands.put("report of diff", "diff {}/x {}/x");
        commands.put("report of gate", "gate --budget {}/budget.json {}/x");
        commands.put("report of compare", "compare {}/x {}/y");
        commands.put("report of report", "report {}/x {}/out");
        return commands;
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        commands().forEach((reader, given) -> {
            all.add(new Fault(reader, "missing", nothing(), given, 2, "can't read {}/x: there is no such"));
            all.add(new Fault(reader, "a named pipe", pipe("x"), given, 3, "can't read {}/x: it is a named"));
            all.add(new Fault(reader, "a folder", folder("x"), given, 3, "can't read {}/x: it is a folder"));
            all.add(new Fault(reader, "not UTF-8", bytes("x", (byte) '{', (byte) 0xff), given, 3, "UTF-8"));
            all.add(new Fault(reader, "empty", text("x", ""), given, 3, "{}/x, line 0: it is empty"));
            edit(
                    all,
                    reader,
                    given,
                    "a flipped verdict",
                    "\"conforms\":true",
                    "\"conforms\":false",
                    "conforms: it is false");
            edit(all, reader, given, "a negative count", "\"passed\":1", "\"passed\":-1", "passed: -1 is less than 0");
            edit(
                    all,
                    reader,
                    given,
                    "an invented count",
                    "\"passed\":1",
                    "\"passed\":2",
                    "passed: it is 2, but by its");
            edit(
                    all,
                    reader,
                    given,
                    "a passed mismatch",
                    "\"mismatched\":0",
                    "\"mismatched\":1",
                    "mismatched are more than the count");
            edit(
                    all,
                    reader,
                    given,
                    "a fraction of a format",
                    "Version\":6,\"port",
                    "Version\":6.0,\"port",
                    "formatVersion");
            edit(
                    all,
                    reader,
                    given,
                    "an invented case",
                    SOME,
                    SOME + "l",
                    "expectedCases: it is 1, but the golden data have 0");
            edit(all, reader, given, "a null field", "\"nanos\":", "\"nanos\":null,\"x\":", "nanos: must be integer");
            edit(all, reader, given, "no footer", "\n{\"kind\":\"footer\"", "\n{\"kind\":\"footer", "not strict JSON");
        });
        all.add(new Fault(
                "budget", "broken", text("b", "{}").and(report()), gate("b"), 3, "not a budget: {}/b: misses ["));
        all.add(new Fault(
                "budget", "a pipe", pipe("b").and(report()), gate("b"), 3, "can't read {}/b: it is a named pipe"));
        return all;
    }

    private static String gate(String budget) {
        return "gate --budget {}/" + budget + " {}/report";
    }

    private static void edit(
            List<Fault> all, String reader, String command, String kind, String from, String to, String words) {
        all.add(new Fault(reader, kind, edited(from, to), command, 3, words));
    }

    /** Makes a sound report only when a row needs it. */
    private static Given edited(String from, String to) {
        return folder -> {
            String text = sound(folder);
            if (!text.contains(from)) {
                throw new IOException("there is no " + from + " in " + text);
            }
            Files.writeString(folder.resolve("x"), text.replace(from, to));
            Files.writeString(folder.resolve("y"), text);
        };
    }

    private static Given report() {
        return folder -> Files.writeString(folder.resolve("report"), sound(folder));
    }

    private static synchronized String sound(Path folder) throws IOException {
        if (sound == null) {
            Path file = folder.resolve("sound");
            CommandRun run = CommandRun.of("check", "--case", SOME, "--json", file.toString());
            if (run.exitCode() != ExitCode.CONFORMS) {
                throw new IOException(run.all());
            }
            sound = Files.readString(file);
        }
        return sound;
    }
}
