package io.lossparity.cli;

import io.lossparity.render.text.Rerun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code init-port}: writes a project with the skeleton of an adapter. */
@Command(
        name = "init-port",
        description = {
            "Writes a Maven project with the skeleton of an adapter, which builds and runs at once.",
            "",
            "It has the test class that runs every golden case, and a README with the next steps. By default it helps"
                    + " to write losses, with three as examples; with --library it is an adapter to a library that"
                    + " already has losses."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity init-port ../acme-losses",
            "  lossparity init-port ../acme-port --library",
            "  lossparity init-port ../port --name acme --package com.acme.losses"
        })
final class InitPortCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder to write into; it must be new or empty.")
    private Path folder;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            defaultValue = "com.example.losses",
            description = "The Java package, and the project's group (default: ${DEFAULT-VALUE}).")
    private String packageName;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The port's name in reports, in small letters (default: the folder's name).")
    private String name;

    @Option(names = "--library", description = "Write the small project, for a library that already has losses.")
    private boolean library;

    InitPortCommand() {}

    @Override
    public Integer call() {
        String portName = name == null ? folderName() : name;
        if (!portName.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw wrong("--name must be small letters and digits, with hyphens between, but was '" + portName + "'");
        }
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw wrong("--package must be the name of a Java package, but was '" + packageName + "'");
        }
        requireEmpty();
        PrintWriter out = FittedWriter.of(spec.commandLine());
        try {
            PortProject.Kind kind = library ? PortProject.Kind.LIBRARY : PortProject.Kind.LOSSES;
            PortProject project = new PortProject(folder, kind, packageName, portName, className(portName));
            out.println("wrote into " + folder);
            project.write().forEach(path -> out.println("  " + path));
        } catch (IOException e) {
            throw new UnwritableException(folder, e);
        }
        out.println();
        String jar = Rerun.quoted(folder + "/target/" + portName + "-0.1.jar");
        String project = Rerun.quoted(folder.toString());
        if (Files.isDirectory(Path.of(System.getProperty(ExpectationsOptions.HOME, "."), "harness", "junit"))) {
            out.println("Once, here, for LossParity is not published:");
            out.println("  mvn -DskipTests -pl harness/junit -am install");
        }
        out.println("Build the port, test the adapter, and check it:");
        out.println("  mvn -DskipTests -f " + project + " package");
        out.println("  " + Rerun.LAUNCHER + " smoke --port " + jar);
        out.println("  " + Rerun.LAUNCHER + " check --port " + jar);
        out.println("Or run every golden case as a test:");
        out.println("  mvn -f " + project + " test");
        return ExitCode.CONFORMS;
    }

    private String folderName() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    }

    /** {@code acme-port} already becomes AcmePort. */
    private static String className(String portName) {
        String words = Arrays.stream(portName.split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        boolean port = words.endsWith("Port") && words.length() > "Port".length();
        return port ? words.substring(0, words.length() - "Port".length()) : words;
    }

    private void requireEmpty() {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw wrong("DIR must be a folder, but " + folder + " is a file");
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
            if (content.iterator().hasNext()) {
                throw wrong("DIR must be new or empty, but there are files in " + folder);
            }
        } catch (IOException e) {
            throw new UnwritableException(folder, e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
