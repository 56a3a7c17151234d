package io.lossparity.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortJarTest {
    private static final String MAPPER = "com.fasterxml.jackson.databind.ObjectMapper";
    private static final Map<String, String> OWN_JACKSON = Map.of(
            MAPPER,
            "package com.fasterxml.jackson.databind; public class ObjectMapper { public String of() { return \"own\";"
                    + " } }");

    @TempDir(cleanup = CleanupMode.NEVER) // Windows keeps jars that are open
    Path folder;

    private JarFolder jars;

    @BeforeEach
    void openFolder() {
        jars = new JarFolder(folder);
    }

    private static String version(String text) throws Exception {
        LossPort port = PortJar.open(text);
        try (AutoCloseable closing = (AutoCloseable) port) {
            assertFalse(closing == null);
            return port.version();
        }
    }

    private static Map<String, String> alpha(String version) {
        return Map.of("ports.Alpha", JarFolder.port("Alpha", "alpha", version));
    }

    @Test
    void libraryOfThePortIsItsOwn() throws Exception {
        Path library = jars.jar("lib/jackson.jar", OWN_JACKSON, List.of(), null);
        Path jar = jars.jar("alpha.jar", alpha("new " + MAPPER + "().of()"), List.of("ports.Alpha"), null, library);
        assertEquals("own", version(jar.toString()));
    }

    @Test
    void manifestsClassPathAndSeveralJarsAreSeen() throws Exception {
        Path library = jars.jar("deps/jackson.jar", OWN_JACKSON, List.of(), null);
        Map<String, String> sources = alpha("new " + MAPPER + "().of()");
        Path named = jars.jar("named.jar", sources, List.of("ports.Alpha"), "deps/jackson.jar", library);
        assertEquals("own", version(named.toString()));
        Path bare = jars.jar("bare.jar", sources, List.of("ports.Alpha"), null, library);
        assertEquals("own", version(bare + File.pathSeparator + library));
        assertEquals("unknown", version(bare.toString()));
    }

    @Test
    void harnessIsHiddenFromThePort() throws Exception {
        String look = "visible(\"io.lossparity.kit.run.Ports\") + visible(\"io.lossparity.spi.LossPort\")";
        String source = JarFolder.port("Alpha", "alpha", look)
                .replaceFirst(
                        "(?s)}\\s*$",
                        "static String visible(String name) { try { Class.forName(name); return \"1\"; }"
                                + " catch (ClassNotFoundException e) { return \"0\"; } } }");
        Path jar = jars.jar("alpha.jar", Map.of("ports.Alpha", source), List.of("ports.Alpha"), null);
        assertEquals("01", version(jar.toString()));
    }

    @Test
    void contextClassLoaderIsThePorts() throws Exception {
        String looked =
                "String.valueOf(Thread.currentThread().getContextClassLoader() == Alpha.class.getClassLoader())";
        Path jar = jars.jar("alpha.jar", alpha(looked), List.of("ports.Alpha"), null);
        LossPort port = PortJar.open(jar.toString());
        LossCall call = new LossCall("L1Loss", DType.FLOAT32, Map.of(), Map.of(), Set.of(), Optional.empty());
        assertEquals(new LossOutcome.Unsupported("true"), port.evaluate(call));
    }

    @Test
    void oneOfSeveralPortsIsChosenByName() throws Exception {
        Map<String, String> two = Map.of(
                "ports.Alpha", JarFolder.port("Alpha", "alpha", "\"a\""),
                "ports.Beta", JarFolder.port("Beta", "beta", "\"b\""));
        Path jar = jars.jar("two.jar", two, List.of("ports.Alpha", "ports.Beta"), null);
        assertEquals("b", version(jar + "#beta"));
        assertEquals(jar + " has several ports: alpha, beta; choose one as " + jar + "#alpha", refusal(jar.toString()));
        assertEquals("no port is named 'gamma'; known: alpha, beta", refusal(jar + "#gamma"));
    }

    @Test
    void folderOfClassesIsAsGoodAsAJar() throws Exception {
        Path jar = jars.jar("alpha.jar", alpha("\"1\""), List.of("ports.Alpha"), null);
        Path services = Files.createDirectories(folder.resolve("out/META-INF/services"));
        Files.writeString(services.resolve(LossPort.class.getName()), "ports.Alpha");
        assertEquals("1", version(folder.resolve("out") + File.pathSeparator + jar));
    }

    @Test
    void whatIsNoPortIsSaid() throws IOException {
        assertEquals("there is no file 'no/such.jar'", refusal("no/such.jar"));
        Path unbuilt = folder.resolve("unbuilt.jar");
        assertEquals(
                "there is no file '" + unbuilt
                        + "': where tests fail Maven writes no jar, but 'mvn -DskipTests package' does",
                refusal(unbuilt.toString()));
        Path text = Files.writeString(folder.resolve("text.jar"), "this is no zip");
        String broken = assertThrows(RefusedInputException.class, () -> PortJar.open(text.toString()))
                .getMessage();
        assertTrue(broken.startsWith(text + " is not a jar: "), broken);
        Path empty = jars.jar("empty.jar", alpha("\"1\""), List.of(), null);
        assertEquals(
                empty + ": there is no META-INF/services/io.lossparity.spi.LossPort in it, so it has no port",
                refusal(empty.toString()));
        Path gone = jars.jar("gone.jar", alpha("\"1\""), List.of("ports.Gone"), null);
        assertTrue(refusal(gone.toString()).contains("has no port; could not load a port: "), refusal(gone.toString()));
        assertTrue(refusal(gone.toString()).contains("ports.Gone"));
    }

    private static String refusal(String text) {
        return assertThrows(NoSuchPortException.class, () -> PortJar.open(text)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "lossparity, false",
        "nll-only, false",
        "mine.jar, true",
        "mine.jar#alpha, true",
        "build/classes, true",
        "../mine.jar, true"
    })
    void jarIsToldFromAName(String text, boolean jar) {
        assertEquals(jar, PortJar.isMeantBy(text));
    }
}
