package io.lossparity.kit.run;

import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles sources and packs them into jars, as the build of a port would. */
final class JarFolder {
    private final Path folder;

    JarFolder(Path folder) {
        this.folder = folder;
    }

    /** The source of a port whose version is an expression. */
    static String port(String className, String name, String version) {
        return """
                package ports;
                import io.lossparity.spi.*;
                public class %s implements LossPort {
                    public String name() { return "%s"; }
                    public String version() { return %s; }
                    public LossOutcome evaluate(LossCall call) { return new LossOutcome.Unsupported(version()); }
                }
                """.formatted(className, name, version);
    }

    /**
     * Makes a jar.
     *
     * @param path where in the folder
     * @param sources sources by the classes' full names
     * @param services the names of the ports' classes
     * @param classPath the manifest's class path; null for none
     * @param against jars that the sources need
     */
    Path jar(String path, Map<String, String> sources, List<String> services, String classPath, Path... against)
            throws IOException {
        Path classes = compile(sources, against);
        Path jar = folder.resolve(path);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> found = Files.walk(classes)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        if (!services.isEmpty()) {
            entries.put(
                    "META-INF/services/" + LossPort.class.getName(),
                    String.join("\n", services).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    private Path compile(Map<String, String> sources, Path... against) throws IOException {
        Path root = Files.createTempDirectory(folder, "sources");
        Path classes = Files.createTempDirectory(folder, "classes");
        StringBuilder path = new StringBuilder(spi().toString());
        for (Path jar : against) {
            path.append(java.io.File.pathSeparator).append(jar);
        }
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-proc:none", "--release", "17", "-cp", path.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = root.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (code != 0) {
            throw new IOException("the sources of a test can't be compiled");
        }
        return classes;
    }

    private static Path spi() {
        try {
            return Path.of(LossPort.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
