package io.lossparity.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.text.StringSubstitutor;

/** The files of a Maven project with the skeleton of an adapter. */
final class PortProject {
    /**
     * What the adapter is for.
     *
     * @param templates the folder of the templates of this kind
     * @param sources the classes of the project besides the port
     */
    record Kind(String templates, List<String> sources) {
        /** Losses that must still be written; the project has the code that all of them share. */
        static final Kind LOSSES = new Kind(
                "",
                List.of(
                        "L1Loss",
                        "HingeEmbeddingLoss",
                        "NLLLoss",
                        "adapter/Adapter",
                        "adapter/Arguments",
                        "adapter/Arithmetic",
                        "adapter/Broadcast",
                        "adapter/ElementwiseLoss",
                        "adapter/Forward",
                        "adapter/Loss",
                        "adapter/Parameters",
                        "adapter/Rows",
                        "adapter/Shapes",
                        "adapter/Tensor"));

        /** A library that already has losses. */
        static final Kind LIBRARY = new Kind("library/", List.of("CallValues", "ExampleLibrary"));
    }

    private final Path folder;
    private final Kind kind;
    private final Map<String, String> values;

    /** Makes a project from a package, a port's name and the name of its classes. */
    PortProject(Path folder, Kind kind, String packageName, String name, String className) throws IOException {
        this.folder = folder;
        this.kind = kind;
        Properties versions = new Properties();
        try (InputStream in = template("versions.properties")) {
            versions.load(in);
        }
        values = Map.of(
                "run",
                text("run.md"),
                "facts",
                text("facts.md"),
                "signatures",
                SignatureTable.rows(),
                "package",
                packageName,
                "name",
                name,
                "class",
                className,
                "lossparity",
                versions.getProperty("lossparity"),
                "junit",
                versions.getProperty("junit"));
    }

    /**
     * Writes the files.
     *
     * @return the paths of the files below the folder
     * @throws IOException if a file cannot be written
     */
    List<Path> write() throws IOException {
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            written.add(folder.relativize(path));
        }
        return written;
    }

    private Map<String, String> files() throws IOException {
        String sources = values.get("package").replace('.', '/') + "/";
        String main = "src/main/java/" + sources;
        String prefix = values.get("class");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", filled(kind.templates() + "README.md"));
        files.put("pom.xml", filled("pom.xml"));
        files.put(".gitignore", "target/\n");
        files.put(main + prefix + "Port.java", filled(kind.templates() + "Port.java"));
        for (String source : kind.sources()) {
            files.put(main + source + ".java", filled(kind.templates() + source + ".java"));
        }
        files.put(
                "src/main/resources/META-INF/services/io.lossparity.spi.LossPort",
                values.get("package") + "." + prefix + "Port\n");
        files.put("src/main/resources/META-INF/lossparity/expectations.txt", filled("expectations.txt"));
        files.put("src/test/java/" + sources + prefix + "ConformanceTest.java", filled("ConformanceTest.java"));
        return files;
    }

    private String filled(String name) throws IOException {
        return new StringSubstitutor(values, "@{", "}")
                .setEnableUndefinedVariableException(true)
                .replace(text(name));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = template(name + ".template")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream template(String name) {
        InputStream in = PortProject.class.getResourceAsStream("init/" + name);
        if (in == null) {
            throw new IllegalStateException("the template " + name + " is missing");
        }
        return in;
    }
}
