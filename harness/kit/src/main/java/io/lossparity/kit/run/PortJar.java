package io.lossparity.kit.run;

import io.lossparity.kit.input.GivenFile;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.spi.LossPort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Finds a port in jar files, with a separate class loader.
 *
 * <p>The class loader sees the jars, the jars in their manifests' {@code Class-Path}, the jars of a folder {@code lib}
 * beside the first jar, and the JDK. Of the harness it sees only the package {@code io.lossparity.spi}, so the port's
 * libraries cannot clash with the harness's.
 */
public final class PortJar {
    private static final String SERVICE = "META-INF/services/" + LossPort.class.getName();

    private final String jars;
    private final String name;

    private PortJar(String jars, String name) {
        this.jars = jars;
        this.name = name;
    }

    /** Returns whether a text means a jar, not the name of a port. */
    public static boolean isMeantBy(String text) {
        return text.contains("/")
                || text.contains(File.separator)
                || text.contains(File.pathSeparator)
                || text.matches(".*\\.jar(#.*)?");
    }

    /**
     * Opens the port that a text names.
     *
     * @param text a jar or a folder of classes, or several joined by the path separator; if they hold several ports,
     *     followed by {@code #} and the port's name
     * @throws NoSuchPortException if a file is missing, or it does not hold exactly one such port
     * @throws RefusedInputException if a file is not a jar, or cannot be read
     */
    public static LossPort open(String text) {
        int hash = text.lastIndexOf('#');
        boolean named = hash >= 0 && !Files.exists(path(text));
        return new PortJar(named ? text.substring(0, hash) : text, named ? text.substring(hash + 1) : null).open();
    }

    /** Returns the jars and folders that a text for {@link #open} names, even if they do not exist. */
    public static List<URL> places(String text) {
        int hash = text.lastIndexOf('#');
        boolean named = hash >= 0 && !Files.exists(path(text));
        List<URL> places = new ArrayList<>();
        for (String element : (named ? text.substring(0, hash) : text).split(File.pathSeparator, -1)) {
            try {
                places.add(path(element).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
        return places;
    }

    private LossPort open() {
        List<URL> urls = new ArrayList<>();
        try {
            for (String element : jars.split(File.pathSeparator, -1)) {
                Path file = checked(element);
                urls.add(file.toUri().toURL());
                if (urls.size() == 1) {
                    addLibraries(file.toAbsolutePath().resolveSibling("lib"), urls);
                }
            }
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
        URLClassLoader loader = new URLClassLoader("port", urls.toArray(new URL[0]), new SpiLoader());
        GuardedPort found = (GuardedPort) find(loader);
        return GuardedPort.of(new LoadedPort(found.port(), loader));
    }

    private LossPort find(URLClassLoader loader) {
        if (loader.getResource(SERVICE) == null) {
            throw new NoSuchPortException(jars + ": there is no " + SERVICE + " in it, so it has no port", null);
        }
        Ports ports = GuardedPort.said(
                jars + " can't be loaded", () -> PortThreads.withLoader(loader, () -> Ports.of(loader)));
        if (name != null) {
            return ports.named(name);
        }
        if (ports.names().size() > 1) {
            throw new NoSuchPortException(
                    jars + " has several ports: " + String.join(", ", ports.names()) + "; choose one as " + jars + "#"
                            + ports.names().get(0),
                    null);
        }
        return ports.only(jars);
    }

    private static Path checked(String element) {
        Path file = path(element);
        if (element.isEmpty() || !Files.exists(file)) {
            boolean built = element.endsWith(".jar") && file.getParent() != null && Files.isDirectory(file.getParent());
            throw new NoSuchPortException(
                    "there is no file '" + element + "'"
                            + (built
                                    ? ": where tests fail Maven writes no jar, but 'mvn -DskipTests package' does"
                                    : ""),
                    null);
        }
        if (Files.isDirectory(file)) {
            return file;
        }
        new GivenFile(file, element).requireRegular();
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.size() >= 0 ? file : null;
        } catch (IOException e) {
            throw new RefusedInputException(element + " is not a jar: " + e.getMessage(), e);
        }
    }

    private static void addLibraries(Path folder, List<URL> urls) throws MalformedURLException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path jar : GivenFile.of(folder).list()) {
            if (jar.toString().endsWith(".jar")) {
                GivenFile.of(jar).requireRegular();
                urls.add(jar.toUri().toURL());
            }
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new NoSuchPortException("'" + text + "' is not a file: " + e.getMessage(), e);
        }
    }

    /** Sees the JDK and the package {@code io.lossparity.spi}; nothing else of the harness. */
    private static final class SpiLoader extends ClassLoader {
        SpiLoader() {
            super("lossparity-spi", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("io.lossparity.spi.")) {
                return LossPort.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
