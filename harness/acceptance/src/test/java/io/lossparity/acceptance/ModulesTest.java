package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which modules know each other. The compiler holds every class to it. */
class ModulesTest {
    private static final String PREFIX = "io.lossparity.";

    /** A module, and all it knows of the project. */
    private static final Map<String, Set<String>> REQUIRES = Map.ofEntries(
            Map.entry("spi", Set.of()),
            Map.entry("impl", Set.of()),
            Map.entry("impl.vector", Set.of("impl")),
            Map.entry("host", Set.of()),
            Map.entry("ports.lossparity", Set.of("spi", "impl")),
            Map.entry("kit", Set.of("spi")),
            Map.entry("relations", Set.of("spi", "kit")),
            Map.entry("report", Set.of("kit")),
            Map.entry("suite", Set.of("kit", "report")),
            Map.entry("render", Set.of("report")),
            Map.entry("junit", Set.of("spi", "kit", "relations")),
            Map.entry("mutants", Set.of("spi", "kit", "report")),
            Map.entry("bench", Set.of("impl")),
            Map.entry(
                    "cli", Set.of("spi", "host", "kit", "relations", "report", "suite", "render", "mutants", "bench")));

    private static final Map<String, ModuleDescriptor> MODULES = modules();

    private static Map<String, ModuleDescriptor> modules() {
        Map<String, ModuleDescriptor> modules = new TreeMap<>();
        try {
            for (URL url : Collections.list(ModulesTest.class.getClassLoader().getResources("module-info.class"))) {
                try (InputStream in = url.openStream()) {
                    ModuleDescriptor module = ModuleDescriptor.read(in);
                    if (module.name().startsWith(PREFIX)) {
                        modules.put(module.name().substring(PREFIX.length()), module);
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return modules;
    }

    @Test
    void modulesKnowWhatTheTableSays() {
        Map<String, Set<String>> found = new TreeMap<>();
        MODULES.forEach((name, module) -> found.put(
                name,
                module.requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .filter(required -> required.startsWith(PREFIX))
                        .map(required -> required.substring(PREFIX.length()))
                        .collect(Collectors.toCollection(TreeSet::new))));
        assertEquals(new TreeMap<>(REQUIRES), found);
    }

    /** A user of the losses and the author of a port compile against these, and against nothing else. */
    @Test
    void threeModulesAreOpenToEverybody() {
        Set<String> open = MODULES.entrySet().stream()
                .filter(module -> module.getValue().exports().stream().anyMatch(export -> !export.isQualified()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("impl", "junit", "spi"), open);
    }

    @Test
    void implAndSpiNeedJavaBaseOnly() {
        for (String name : Set.of("impl", "spi")) {
            assertEquals(
                    Set.of("java.base"),
                    MODULES.get(name).requires().stream()
                            .map(ModuleDescriptor.Requires::name)
                            .collect(Collectors.toSet()));
        }
    }

    /** What no module may see, whichever classes it gets. */
    @Test
    void goldenDataAndPortsStayBehindTheirDoors() {
        Map<String, Set<String>> closed = Map.of(
                "kit.fixture", Set.of("relations", "report", "render"),
                "kit.run", Set.of("report", "render"),
                "kit.process", Set.of("report", "render", "relations", "suite"));
        for (ModuleDescriptor.Exports export : MODULES.get("kit").exports()) {
            Set<String> shut = closed.getOrDefault(export.source().substring(PREFIX.length()), Set.of());
            for (String to : shut) {
                assertTrue(!export.targets().contains(PREFIX + to), export + " must not be for " + to);
            }
        }
    }
}
