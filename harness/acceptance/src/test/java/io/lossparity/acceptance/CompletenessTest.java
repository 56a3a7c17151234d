package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.losses.Loss;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A loss is everywhere or nowhere: generator, data, tolerances, impl and the table of our port. */
class CompletenessTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path GENERATOR = ROOT.resolve("golden-generator/src/golden_generator");
    private static final Path GOLDEN_DATA = ROOT.resolve("golden-data");
    private static final Pattern LOSS = Pattern.compile("(?m)^LOSS = \"(\\w+)\"$");
    private static final Pattern COVERED = Pattern.compile("(?m)^\\| (\\w+Loss) \\|");

    @Test
    void everyLossIsEverywhere() throws IOException {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        places.put("a module of golden_generator/cases", declared("cases"));
        places.put("a module of golden_generator/truth", declared("truth"));
        places.put("a folder of golden-data with both dtypes", folders());
        places.put("golden-data/manifest.json", fields("manifest.json", "/totals/byLoss"));
        places.put("golden-data/signatures.json", fields("signatures.json", "/losses"));
        places.put("golden-data/COVERAGE.md", found(COVERED, GOLDEN_DATA.resolve("COVERAGE.md")));
        places.put("golden-data/SENSITIVITY.md", found(COVERED, GOLDEN_DATA.resolve("SENSITIVITY.md")));
        places.put("tolerances.json of the kit (suite tolerances --derive)", tolerated());
        places.put("the permitted classes of Loss", permitted());
        Set<String> known = new TreeSet<>();
        places.values().forEach(known::addAll);
        places.put("the table of the port lossparity", supported(known));

        String missing = places.entrySet().stream()
                .flatMap(place -> known.stream()
                        .filter(loss -> !place.getValue().contains(loss))
                        .map(loss -> loss + " is missing from " + place.getKey()))
                .collect(Collectors.joining("\n"));
        assertEquals("", missing);
    }

    private static Set<String> declared(String folder) throws IOException {
        Set<String> losses = new TreeSet<>();
        try (Stream<Path> modules = Files.list(GENERATOR.resolve(folder))) {
            for (Path module :
                    modules.filter(path -> path.toString().endsWith(".py")).toList()) {
                losses.addAll(found(LOSS, module));
            }
        }
        return losses;
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN_DATA)) {
            return folders.filter(folder -> Files.exists(folder.resolve("float32.json"))
                            && Files.exists(folder.resolve("float64.json")))
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> fields(String file, String pointer) throws IOException {
        JsonNode document =
                new ObjectMapper().readTree(GOLDEN_DATA.resolve(file).toFile());
        Set<String> losses = new TreeSet<>();
        document.at(pointer).fieldNames().forEachRemaining(losses::add);
        return losses;
    }

    private static Set<String> tolerated() {
        return Tolerances.bundled().rows().stream()
                .map(ToleranceRow::loss)
                .filter(loss -> !loss.equals(Tolerances.ANY_LOSS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> permitted() {
        return Arrays.stream(Loss.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> supported(Set<String> losses) {
        List<LossPort> ports = ServiceLoader.load(LossPort.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(port -> port.name().equals("lossparity"))
                .toList();
        assertEquals(1, ports.size(), "ports named lossparity");
        return losses.stream()
                .filter(loss -> supports(ports.get(0), loss))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Asks without arguments: whatever the port makes of that, it knows the loss unless it says otherwise. */
    private static boolean supports(LossPort port, String loss) {
        LossCall bare = new LossCall(loss, DType.FLOAT32, Map.of(), Map.of(), Set.of(), Optional.empty());
        try {
            return !(port.evaluate(bare) instanceof LossOutcome.Unsupported);
        } catch (Exception known) {
            return true;
        }
    }
}
