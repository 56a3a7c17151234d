package io.lossparity.kit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that answers the protocol by hand, and misbehaves as its argument says when asked about L1Loss. */
public final class ScriptedPort {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private ScriptedPort() {}

    /** Answers until its input ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String defect = args[0];
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("\"type\":\"hello\"")) {
                hello(defect);
            } else if (line.contains("\"type\":\"bye\"")) {
                say("{\"type\":\"bye\",\"remarks\":[\"it was a pleasure\"]}");
                return;
            } else {
                Matcher id = ID.matcher(line);
                if (!id.find()) {
                    throw new IOException("no id: " + line);
                }
                if (line.contains("\"loss\":\"L1Loss\"")) {
                    if (defect.equals("says")) {
                        say(args[1].replace("ID", id.group(1)));
                    } else {
                        misbehave(defect, id.group(1));
                    }
                } else {
                    say("{\"type\":\"unsupported\",\"id\":" + id.group(1) + ",\"reason\":\"as ever\"}");
                }
                if (defect.equals("dies-later")) {
                    Runtime.getRuntime().halt(9);
                }
            }
        }
    }

    private static void hello(String defect) throws InterruptedException {
        switch (defect) {
            case "mute" -> Thread.sleep(Long.MAX_VALUE);
            case "stranger" -> say("Welcome!");
            case "foreign" -> say("{\"type\":\"hello\",\"protocol\":2,\"name\":\"scripted\",\"version\":\"1\"}");
            case "nameless" -> say("{\"type\":\"hello\",\"protocol\":1,\"version\":\"1\"}");
            case "declares" ->
                say("{\"type\":\"hello\",\"protocol\":1,\"name\":\"scripted\",\"version\":\"1\","
                        + "\"capabilities\":{\"losses\":{\"MSELoss\":{\"gradients\":[]}}}}");
            default -> say("{\"type\":\"hello\",\"protocol\":1,\"name\":\"scripted\",\"version\":\"1\"}");
        }
    }

    private static void misbehave(String defect, String id) throws IOException, InterruptedException {
        switch (defect) {
            case "exits" -> {
                for (int i = 1; i <= 100; i++) {
                    System.err.println("word " + i);
                }
                Runtime.getRuntime().halt(3);
            }
            case "segfaults" -> Runtime.getRuntime().halt(139);
            case "hangs" -> Thread.sleep(Long.MAX_VALUE);
            case "closes-output" -> {
                System.out.close();
                Thread.sleep(Long.MAX_VALUE);
            }
            case "stops-half-way" -> {
                System.out.print("{\"type\":\"unsupp");
                System.out.flush();
                Thread.sleep(Long.MAX_VALUE);
            }
            case "ends-half-way" -> {
                System.out.print("{\"type\":\"unsupp");
                System.out.flush();
                Runtime.getRuntime().halt(0);
            }
            case "never-ends-a-line" -> {
                byte[] many = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                while (true) {
                    System.out.write(many, 0, many.length);
                }
            }
            case "never-stops" -> {
                while (true) {
                    System.out.println("{\"type\":\"unsupported\",\"id\":" + id + ",\"reason\":\"as ever\"}");
                }
            }
            case "leaves-processes" -> {
                List<String> helpers = List.of("sleep 600 &", "setsid sleep 600 >/dev/null 2>&1 </dev/null &");
                for (String helper : helpers) {
                    new ProcessBuilder("/bin/sh", "-c", helper)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
                }
                say("{\"type\":\"unsupported\",\"id\":" + id + ",\"reason\":\"as ever\"}");
            }
            case "babbles" -> say("computing L1Loss ...");
            case "floods" -> {
                for (int i = 0; i < 100_000; i++) {
                    System.err.println("a warning that nobody reads, again and again");
                }
                say("{\"type\":\"unsupported\",\"id\":" + id + ",\"reason\":\"as ever\"}");
            }
            case "confuses" -> say("{\"type\":\"unsupported\",\"id\":" + id + "000,\"reason\":\"as ever\"}");
            case "misnames" -> say("{\"type\":\"rejected\",\"id\":" + id + ",\"stage\":\"later\",\"message\":\"no\"}");
            case "breaks" -> say("{\"type\":\"errored\",\"id\":" + id + ",\"message\":\"the port threw a fit\"}");
            case "throws" -> say("{\"type\":\"rejected\",\"id\":" + id + ",\"message\":\"ValueError: no\"}");
            case "notes" ->
                say("{\"type\":\"computed\",\"id\":" + id + ",\"output\":{\"dtype\":\"float32\",\"shape\":[],"
                        + "\"data\":[1.0]},\"grads\":{},\"notes\":[\"it warns\"]}");
            case "mutates" -> say("{\"type\":\"mutated\",\"id\":" + id + ",\"argument\":\"input\"}");
            default -> say("{\"type\":\"unsupported\",\"id\":" + id + ",\"reason\":\"as ever\"}");
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
