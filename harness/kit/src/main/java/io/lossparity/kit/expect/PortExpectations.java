package io.lossparity.kit.expect;

import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;

/** Finds the expectations file that comes with a port. */
public final class PortExpectations {
    /** Its path in the port's jar or folder of classes. */
    public static final String RESOURCE = "META-INF/lossparity/expectations.txt";

    private PortExpectations() {}

    /**
     * Returns the file in the jar or folder of the port's class, if there is one.
     *
     * @throws ExpectationsException if it cannot be read
     */
    public static Optional<ExpectationsFile> of(LossPort port) {
        CodeSource source = port.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null ? Optional.empty() : in(List.of(source.getLocation()));
    }

    /**
     * Returns the file in the first of these jars and folders that has one.
     *
     * @throws ExpectationsException if it cannot be read
     */
    public static Optional<ExpectationsFile> in(List<URL> places) {
        for (URL place : places) {
            try (URLClassLoader loader = new URLClassLoader(new URL[] {place}, null)) {
                URL found = loader.findResource(RESOURCE);
                if (found != null) {
                    return Optional.of(ExpectationsFile.parse(bytes(found), RESOURCE));
                }
            } catch (IOException e) {
                throw new ExpectationsException(RESOURCE + " of " + place + " can't be read: " + e.getMessage(), e);
            }
        }
        return Optional.empty();
    }

    private static byte[] bytes(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false); // a cached jar would stay open
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
