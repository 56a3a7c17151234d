package io.lossparity.cli;

import static io.lossparity.cli.Fault.bytes;
import static io.lossparity.cli.Fault.edited;
import static io.lossparity.cli.Fault.folder;
import static io.lossparity.cli.Fault.nothing;
import static io.lossparity.cli.Fault.pipe;
import static io.lossparity.cli.Fault.text;

import io.lossparity.cli.Fault.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Faults of files that the command line names: of the file itself, and of what tolerances and expectations say. */
final class FileFaults {
    private static final String TOLERANCES = "{\"formatVersion\":2,\"tolerances\":[{\"loss\":\"*\","
            + "\"dtype\":\"float32\",\"quantity\":\"output\",\"derived\":9,\"noise\":1.5,\"used\":8}]}";
    private static final String EXPECTATIONS = """
            [to-fix] a class
            reason: A reason.
            MSELoss/*/none/*  output, max ulp 3
            """;
    private static final String CHECK = "check --port nll-only --case NLLLoss/float32/mean/*/typical --expectations ";

    private static final String JAR = "check --port {}/x.jar ";

    private FileFaults() {}

    /** Every option that takes a file to read, with the rest of a command; the file comes last. */
    private static Map<String, String> commands() {
        Map<String, String> commands = new TreeMap<>();
        commands.put("expectations", CHECK);
        commands.put("expectations listed", "expectations --port nll-only --expectations ");
        commands.put("tolerances", "suite tolerances --tolerances ");
        commands.put("tolerances audited", "suite tolerances --audit --tolerances ");
        return commands;
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        commands().forEach((reader, command) -> {
            all.add(new Fault(reader, "missing", nothing(), command + "{}/x", 2, "can't read {}/x: there is no such"));
            all.add(new Fault(
                    reader, "a named pipe", pipe("x"), command + "{}/x", 3, "can't read {}/x: it is a named"));
            all.add(new Fault(
                    reader, "a device", nothing(), command + "/dev/zero", 3, "can't read /dev/zero: it is a"));
            all.add(new Fault(reader, "a folder", folder("x"), command + "{}/x", 3, "can't read {}/x: it is a folder"));
            all.add(new Fault(reader, "not UTF-8", bytes("x", (byte) '[', (byte) 0xff), command + "{}/x", 3, "UTF-8"));
        });
        all.add(new Fault(
                "jar", "not a zip file", text("x.jar", "x"), JAR + "--isolate", 3, "{}/x.jar is not a jar: "));
        all.add(new Fault(
                "jar", "not a zip file, here", text("x.jar", "x"), JAR + "--no-isolate", 3, "is not a jar: "));
        all.add(new Fault("jar", "a named pipe", pipe("x.jar"), JAR + "--isolate", 3, "x.jar: it is a named pipe"));
        all.add(new Fault("jar", "a named pipe, here", pipe("x.jar"), JAR + "--no-isolate", 3, "it is a named pipe"));
        all.add(new Fault("jar", "missing", nothing(), JAR + "--isolate", 2, "there is no file '{}/x.jar'"));
        all.add(new Fault(
                "jar",
                "a library that is a pipe",
                folder("x").and(pipe("lib/y.jar")),
                "check --port {}/x",
                3,
                "y.jar: it is a"));
        all.add(new Fault("argument file", "a named pipe", pipe("x"), "check @{}/x", 2, "Unmatched argument"));
        tolerances(all, "empty", text("x", ""), "{}/x");
        tolerances(all, "cut off", text("x", TOLERANCES.substring(0, 99)), "not strict JSON");
        tolerance(all, "another format", "formatVersion\":2", "formatVersion\":1", "formatVersion must be 2");
        tolerance(all, "a fraction of a format", "Version\":2", "Version\":2.5", "must be an integer, but was '2.5'");
        tolerance(all, "a null format", "Version\":2", "Version\":null", "must be an integer, but was 'null'");
        tolerance(all, "a key twice", "\"used\":8", "\"used\":8,\"used\":8", "a tolerance has 'used' twice");
        tolerance(all, "an unknown key", "\"used\":8", "\"used\":8,\"rtol\":1", "unknown field 'rtol'");
        tolerance(all, "a missing key", "\"noise\":1.5,", "", "a tolerance misses [noise]");
        tolerance(
                all,
                "null rows",
                TOLERANCES.substring(TOLERANCES.indexOf("[{\"loss"), TOLERANCES.length() - 1),
                "null",
                "tolerances must be an array, but was 'null'");
        tolerance(all, "a null loss", "\"*\"", "null", "loss must be a string, but was 'null'");
        tolerance(all, "an unknown dtype", "float32", "float8", "dtype: no dtype is named 'float8'");
        tolerance(all, "an integer dtype", "float32", "int64", "dtype must be float32 or float64, but was int64");
        tolerance(all, "a null quantity", "\"output\"", "null", "quantity must be a string, but was 'null'");
        tolerance(all, "an unknown quantity", "\"output\"", "\"loss\"", "quantity must be output, grad or");
        tolerance(all, "NaN", "\"used\":8", "\"used\":\"NaN\"", "used must be finite and not negative");
        tolerance(all, "an infinity", "\"noise\":1.5", "\"noise\":\"Infinity\"", "noise must be finite");
        tolerance(all, "a negative number", "\"used\":8", "\"used\":-8", "used must be finite and not negative");
        tolerance(all, "a number as text", "\"used\":8", "\"used\":\"8\"", "used must be a number");
        tolerance(all, "beyond float64", "\"used\":8", "\"used\":1e999", "used is beyond float64");
        expectation(all, "no paragraph", "[to-fix] a class\nreason: A reason.\n", "", "a paragraph begins with");
        expectation(all, "an unknown kind", "to-fix", "tofix", "line 1: ");
        expectation(all, "no reason", "reason: A reason.\n", "", "has no reason");
        expectation(all, "an unknown key", "reason:", "raison:", "there is reason, when and cap, but not 'raison'");
        expectation(all, "an unknown word", "output", "outputs", "but was 'outputs'");
        expectation(
                all,
                "a bound beyond 64 bits",
                "ulp 3",
                "ulp 9999999999999999999",
                "line 3: max ulp takes an integer of 64 bits");
        expectation(all, "a negative bound", "ulp 3", "ulp -3", "line 3: after what is wrong may come");
        expectation(
                all,
                "NaN as a bound",
                "max ulp 3",
                "max units NaN",
                "takes a finite decimal number that is not negative");
        expectation(all, "an endless bound", "max ulp 3", "max units 1e999", "takes a finite decimal number");
        expectation(all, "a hexadecimal bound", "max ulp 3", "max units 0x1p3", "takes a finite decimal number");
        expectation(all, "a cap of nothing", "reason:", "cap: 0, none\nreason:", "line 2: ");
        expectation(all, "an unknown condition", "reason:", "when: moon = full\nreason:", "line 2: ");
        expectation(all, "a pattern twice", "MSELoss", "MSELoss/*/none/*  output, max ulp 3\nMSELoss", "there twice");
        return all;
    }

    private static void tolerances(List<Fault> all, String kind, Given given, String words) {
        all.add(new Fault("tolerances", kind, given, "suite tolerances --tolerances {}/x", 3, words));
    }

    private static void tolerance(List<Fault> all, String kind, String from, String to, String words) {
        tolerances(all, kind, edited("x", TOLERANCES, from, to), words);
    }

    private static void expectation(List<Fault> all, String kind, String from, String to, String words) {
        all.add(new Fault("expectations", kind, edited("x", EXPECTATIONS, from, to), CHECK + "{}/x", 3, words));
    }
}
