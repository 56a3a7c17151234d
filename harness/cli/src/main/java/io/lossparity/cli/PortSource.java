package io.lossparity.cli;

import io.lossparity.host.PortHost;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.expect.PortExpectations;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.process.JarServer;
import io.lossparity.kit.process.ProcessPort;
import io.lossparity.kit.run.GuardedPort;
import io.lossparity.kit.run.NoSuchPortException;
import io.lossparity.kit.run.PortJar;
import io.lossparity.kit.run.Ports;
import io.lossparity.spi.LossPort;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;

/**
 * The source of a port: the class path, a jar, or a command.
 *
 * @param text the text after {@code --port}
 */
record PortSource(String text) {
    private static final String PROCESS = "process:";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** Opens the port in this virtual machine, or behind its command. */
    LossPort open() {
        if (text.startsWith(PROCESS)) {
            return ProcessPort.start(words(text.substring(PROCESS.length())), START_LIMIT);
        }
        return isJar()
                ? PortJar.open(text)
                : Ports.of(PortSource.class.getClassLoader()).named(text);
    }

    /** Finds a port on the class path; any other text is accepted unchecked. */
    void requireKnown() {
        if (!text.startsWith(PROCESS) && !isJar()) {
            Ports.of(PortSource.class.getClassLoader()).named(text);
        }
    }

    /** Opens the port in its own virtual machine, with the same options as this one. */
    LossPort openIsolated() {
        if (text.startsWith(PROCESS)) {
            return open();
        }
        try {
            return ProcessPort.start(serveCommand(), START_LIMIT);
        } catch (NoSuchPortException e) {
            throw ownWords(e);
        }
    }

    /** The message of the other virtual machine is all that a user needs: the port failed, not the start. */
    private static RuntimeException ownWords(NoSuchPortException e) {
        Matcher said = Pattern.compile("\\n  \\| lossparity: (.*)").matcher(e.getMessage());
        if (!said.find()) {
            return e;
        }
        return e.getMessage().contains("ended with exit code " + ExitCode.DATA)
                ? new RefusedInputException(said.group(1), e)
                : new NoSuchPortException(said.group(1), e);
    }

    /** Returns whether the port comes in a jar, which was not built together with the harness. */
    boolean isJar() {
        return !text.startsWith(PROCESS) && PortJar.isMeantBy(text);
    }

    /** Returns the expectations file that comes with the port, if there is one. */
    Optional<ExpectationsFile> expectations() {
        if (isJar()) {
            return PortExpectations.in(PortJar.places(text));
        }
        if (text.startsWith(PROCESS)) {
            return Optional.empty();
        }
        LossPort port = Ports.of(PortSource.class.getClassLoader()).named(text);
        return PortExpectations.of(port instanceof GuardedPort guarded ? guarded.port() : port);
    }

    /** A jar is foreign code, so its virtual machine has only the SPI on the class path, and no golden data. */
    private List<String> serveCommand() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.matches("-(agentlib|agentpath|javaagent|Dlossparity[.]).*")) {
                command.add(option);
            }
        }
        if (isJar()) {
            command.addAll(List.of("-cp", places(List.of(LossPort.class, PortHost.class)), PortHost.class.getName()));
            command.addAll(List.of(places(JarServer.needs()), JarServer.class.getName(), text));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
            command.addAll(List.of("serve", "--port", text));
        }
        return command;
    }

    /** Returns the class path of these classes. */
    private static String places(List<Class<?>> types) {
        return types.stream()
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Splits a command into words at blanks, except between quotes. */
    private static List<String> words(String command) {
        List<String> words = new StringTokenizer(command)
                .setDelimiterMatcher(StringMatcherFactory.INSTANCE.splitMatcher())
                .setQuoteMatcher(StringMatcherFactory.INSTANCE.quoteMatcher())
                .getTokenList();
        if (words.isEmpty()) {
            throw new NoSuchPortException("--port process: must be followed by a command", null);
        }
        return words;
    }
}
