package io.lossparity.cli;

import io.lossparity.cli.ports.Exiting;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of classes with a port, as a jar would have it. */
final class PortFolder {
    private PortFolder() {}

    /** Writes the port that exits into a folder, and returns it. */
    static Path ofExiting(Path folder) throws IOException {
        return of(Exiting.class, folder);
    }

    /** Writes a port into a folder, and returns it. */
    static Path of(Class<? extends LossPort> port, Path folder) throws IOException {
        String path = port.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        try (InputStream in = port.getClassLoader().getResourceAsStream(path)) {
            Files.copy(in, file);
        }
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(LossPort.class.getName()), port.getName());
        return folder;
    }
}
