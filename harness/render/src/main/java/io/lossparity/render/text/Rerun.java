package io.lossparity.render.text;

import java.util.List;
import java.util.stream.Collectors;

/** The commands that a reader can repeat. */
public final class Rerun {
    /** How reports name the launcher. */
    public static final String LAUNCHER = "./lossparity";

    private static final String OWN_PORT = "lossparity";

    private Rerun() {}

    /** Returns the command that tells everything about a case. */
    public static String explain(String port, String caseId) {
        return LAUNCHER + " explain " + (port.equals(OWN_PORT) ? "" : "--port " + quoted(port) + " ") + quoted(caseId);
    }

    /** Returns the command that checks a relation alone. */
    public static String relation(String port, String id) {
        return LAUNCHER + " check " + (port.equals(OWN_PORT) ? "" : "--port " + quoted(port) + " ") + "--case "
                + quoted(id);
    }

    /** Returns the command of these arguments. */
    public static String command(List<String> arguments) {
        return arguments.stream().map(Rerun::quoted).collect(Collectors.joining(" ", LAUNCHER + " ", ""));
    }

    /** Returns an argument so that a shell takes it as one word and as nothing else. */
    public static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9._=+,/:@%-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
