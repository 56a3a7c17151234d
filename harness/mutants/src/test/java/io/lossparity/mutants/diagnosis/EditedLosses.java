package io.lossparity.mutants.diagnosis;

import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our own losses as a port, after one edit of their source: compiled anew, in a class loader of their own. */
final class EditedLosses extends ClassLoader {
    private static final Path SOURCES = Path.of("..", "..", "impl", "src", "main", "java");
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final List<String> OWN = Stream.of("losses", "kernel", "math", "tensor", "ports.lossparity")
            .map(name -> "io.lossparity." + name + ".")
            .toList();

    private final Path compiled;

    private EditedLosses(Path compiled) {
        super(EditedLosses.class.getClassLoader());
        this.compiled = compiled;
    }

    /**
     * Compiles an edited source file.
     *
     * @param file the source file below the sources of {@code impl}
     * @param before what to replace, once; any white space stands for any other
     * @param after what to put there
     * @param folder an empty folder for the classes
     */
    static LossPort after(String file, String before, String after, Path folder) throws Exception {
        Path edited = folder.resolve(Path.of(file).getFileName());
        Files.writeString(edited, edited(Files.readString(SOURCES.resolve(file)), before, after));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-proc:none",
                        "-nowarn",
                        "-parameters",
                        "-cp",
                        CLASS_PATH,
                        "-d",
                        folder.toString(),
                        edited.toString());
        if (result != 0) {
            throw new IllegalStateException(before + " -> " + after + " does not compile: " + said);
        }
        Class<?> port = new EditedLosses(folder).loadClass("io.lossparity.ports.lossparity.LossParityPort");
        return (LossPort) port.getConstructor().newInstance();
    }

    private static String edited(String source, String before, String after) {
        String words = Stream.of(before.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher wanted = Pattern.compile(words).matcher(source);
        if (!wanted.find()) {
            throw new IllegalStateException("the source has no more: " + before);
        }
        return wanted.replaceFirst(Matcher.quoteReplacement(after));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        Path edited = compiled.resolve(file);
        try (InputStream in = Files.exists(edited)
                ? Files.newInputStream(edited)
                : getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
