package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A loss is everywhere or nowhere: generator, data, manifest, impl and the table of our port. */
class CompletenessTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path CASES = ROOT.resolve("golden-generator/src/golden_generator/cases");
    private static final Path GOLDEN_DATA = ROOT.resolve("golden-data");
    private static final Pattern LOSS = Pattern.compile("(?m)^LOSS = \"(\\w+)\"$");
    private static final int LOSSES_OF_TORCH = 18;

    @Test
    void everyLossIsEverywhere() throws IOException {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        places.put("a case module of the generator", caseModules());
        places.put("a folder of golden-data with both dtypes", folders());
        places.put("golden-data/manifest.json", manifest());
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
        assertEquals(LOSSES_OF_TORCH, known.size(), () -> "the losses are " + known);
    }

    private static Set<String> caseModules() throws IOException {
        Set<String> losses = new TreeSet<>();
        try (Stream<Path> modules = Files.list(CASES)) {
            for (Path module :
                    modules.filter(path -> path.toString().endsWith(".py")).toList()) {
                Matcher declared = LOSS.matcher(Files.readString(module));
                if (declared.find()) {
                    losses.add(declared.group(1));
                }
            }
        }
        return losses;
    }

    private static Set<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN_DATA)) {
            return folders.filter(folder -> Files.exists(folder.resolve("float32.json"))
                            && Files.exists(folder.resolve("float64.json")))
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> manifest() throws IOException {
        JsonNode manifest =
                new ObjectMapper().readTree(GOLDEN_DATA.resolve("manifest.json").toFile());
        Set<String> losses = new TreeSet<>();
        manifest.path("totals").path("byLoss").fieldNames().forEachRemaining(losses::add);
        return losses;
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
