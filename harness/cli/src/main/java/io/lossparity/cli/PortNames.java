package io.lossparity.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Splits the text after {@code --port} into the names of the ports. */
final class PortNames {
    private static final String PROCESS = "process:";

    private PortNames() {}

    /**
     * Returns the ports in the order in which they are given.
     *
     * <p>A comma separates two ports, except in the command of a {@code process:} and in the path of an existing file.
     *
     * @throws ParameterException if one is given twice, or has no name
     */
    static List<String> each(List<String> given, CommandLine command) {
        List<String> ports = new ArrayList<>();
        for (String text : given) {
            for (String port : split(text)) {
                if (port.isEmpty()) {
                    throw new ParameterException(command, "--port has an empty name in '" + text + "'");
                }
                if (ports.contains(port)) {
                    throw new ParameterException(command, "--port is given '" + port + "' twice");
                }
                ports.add(port);
            }
        }
        return ports;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (true) {
            int comma = rest.indexOf(',');
            if (comma < 0 || rest.startsWith(PROCESS) || isFile(rest)) {
                parts.add(rest);
                return parts;
            }
            parts.add(rest.substring(0, comma).strip());
            rest = rest.substring(comma + 1).strip();
        }
    }

    private static boolean isFile(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
