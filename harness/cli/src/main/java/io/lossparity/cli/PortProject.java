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
    private static final List<String> SOURCES = List.of(
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
            "adapter/Tensor");

    private final Path folder;
    private final Map<String, String> values;

    /** Makes a project of a package, a port's name and the name of its classes. */
    PortProject(Path folder, String packageName, String name, String className) throws IOException {
        this.folder = folder;
        Properties versions = new Properties();
        try (InputStream in = template("versions.properties")) {
            versions.load(in);
        }
        values = Map.of(
                "signatures",
                SignatureTable.rows(),
                "package",
                packageName,
                "name",
                name,
                "class",
                className,
                "dir",
                folder.toString(),
                "lossparity",
                versions.getProperty("lossparity"),
                "junit",
                versions.getProperty("junit"));
    }

    /**
     * Writes the files.
     *
     * @return their paths below the folder
     * @throws IOException if one can't be written
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
        files.put("README.md", filled("README.md"));
        files.put("pom.xml", filled("pom.xml"));
        files.put(".gitignore", "target/\n");
        files.put(main + prefix + "Port.java", filled("Port.java"));
        for (String source : SOURCES) {
            files.put(main + source + ".java", filled(source + ".java"));
        }
        files.put(
                "src/main/resources/META-INF/services/io.lossparity.spi.LossPort",
                values.get("package") + "." + prefix + "Port\n");
        files.put("src/main/resources/META-INF/lossparity/expectations.txt", filled("expectations.txt"));
        files.put("src/test/java/" + sources + prefix + "ConformanceTest.java", filled("ConformanceTest.java"));
        return files;
    }

    private String filled(String name) throws IOException {
        try (InputStream in = template(name + ".template")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new StringSubstitutor(values, "@{", "}")
                    .setEnableUndefinedVariableException(true)
                    .replace(text);
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
