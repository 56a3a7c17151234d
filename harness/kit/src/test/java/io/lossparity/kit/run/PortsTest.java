package io.lossparity.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path folder;

    /** A port that is found. */
    public static class Alpha implements LossPort {
        @Override
        public String name() {
            return "alpha";
        }

        @Override
        public LossOutcome evaluate(LossCall call) {
            return new LossOutcome.Unsupported("all of it");
        }
    }

    /** Another one of the same name. */
    public static class AlphaAgain extends Alpha {}

    /** A port with another name. */
    public static class Beta extends Alpha {
        @Override
        public String name() {
            return "beta";
        }
    }

    /** A port that can't be made. */
    public static class Broken extends Beta {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("no native library");
        }
    }

    @Test
    void portIsFoundByItsName() throws IOException {
        Ports ports = ports(Alpha.class, Beta.class);
        assertEquals(List.of("alpha", "beta"), ports.names());
        assertEquals(Beta.class, ((GuardedPort) ports.named("beta")).port().getClass());
    }

    @Test
    void unknownNameListsTheKnownOnes() throws IOException {
        Ports ports = ports(Alpha.class, Beta.class);
        assertEquals(
                "no port is named 'gamma'; known: alpha, beta",
                assertThrows(NoSuchPortException.class, () -> ports.named("gamma"))
                        .getMessage());
    }

    @Test
    void noPortAtAllIsSaid() throws IOException {
        Ports ports = ports();
        assertEquals(
                "no port is named 'lossparity'; no port was found at all",
                assertThrows(NoSuchPortException.class, () -> ports.named("lossparity"))
                        .getMessage());
    }

    @Test
    void brokenPortIsNamedAndDoesNotHideTheOthers() throws IOException {
        Ports ports = ports(Alpha.class, Broken.class);
        assertEquals("alpha", ports.named("alpha").name());
        String message = assertThrows(NoSuchPortException.class, () -> ports.named("beta"))
                .getMessage();
        assertTrue(message.startsWith("no port is named 'beta'; known: alpha; could not load a port: "), message);
        assertTrue(message.contains("PortsTest$Broken"), message);
        assertTrue(message.contains("no native library"), message);
    }

    @Test
    void namesMustDiffer() {
        String message = assertThrows(NoSuchPortException.class, () -> ports(Alpha.class, AlphaAgain.class))
                .getMessage();
        assertTrue(message.startsWith("two ports are named 'alpha': "), message);
    }

    private Ports ports(Class<?>... classes) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        List<String> names = Stream.of(classes).map(Class::getName).toList();
        Files.write(services.resolve(LossPort.class.getName()), names);
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, PortsTest.class.getClassLoader())) {
            return Ports.of(loader);
        }
    }
}
