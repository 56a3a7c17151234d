package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A loss is everywhere or nowhere: generator, data, tolerances, impl and the table of our port.
 *
 * <p>What is missing is told in the order in which CONTRIBUTING.md adds a loss: which file to write, or what writes it.
 */
class CompletenessTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path GOLDEN_DATA = ROOT.resolve("golden-data");
    private static final String GENERATOR = "golden-generator/src/golden_generator/";
    private static final String LOSSES = "impl/src/main/java/io/lossparity/losses/";
    private static final String PORT = "harness/ports/lossparity/src/main/java/io/lossparity/ports/lossparity/";
    private static final String PARITY = "harness/ports/lossparity/parity";
    private static final Pattern LOSS = Pattern.compile("(?m)^LOSS = \"(\\w+)\"$");
    private static final Pattern COVERED = Pattern.compile("(?m)^\\| (\\w+Loss) \\|");
    private static final Pattern LISTED = Pattern.compile("(?m)^ \\*   (\\w+Loss) {2,}");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /**
     * A place that must have every loss.
     *
     * @param remedy what to do about a loss that is missing; in it, LOSS is its name, and MODULE that of its modules
     * @param losses the losses that are there
     */
    private record Place(String remedy, Set<String> losses) {
        /** Returns what to do about the losses that are missing. */
        Stream<String> missing(Set<String> known) {
            return known.stream()
                    .filter(loss -> !losses.contains(loss))
                    .map(loss -> loss + ": " + remedy.replace("LOSS", loss).replace("MODULE", module(loss)));
        }
    }

    @Test
    void everyLossIsEverywhere() throws IOException {
        List<Place> places = new ArrayList<>(places());
        Set<String> known = new TreeSet<>();
        places.forEach(place -> known.addAll(place.losses()));
        places.add(new Place("add it to the table in " + PORT + "Adapters.java", supported(known)));
        assertEquals("", places.stream().flatMap(place -> place.missing(known)).collect(Collectors.joining("\n")));
    }

    @Test
    void changelogCountsTheLosses() throws IOException {
        String expected = "All " + permitted().size() + " losses of `torch.nn`";
        assertTrue(
                Files.readString(ROOT.resolve("CHANGELOG.md")).contains(expected),
                () -> "CHANGELOG.md does not say \"" + expected + "\"");
    }

    /** The places in the order of CONTRIBUTING.md; our port's table, which answers about a loss only, comes last. */
    private static List<Place> places() throws IOException {
        String generate = "run `python -m golden_generator generate --loss LOSS`, which writes golden-data/";
        return List.of(
                new Place("write " + GENERATOR + "cases/MODULE.py", modules("cases")),
                new Place("write " + GENERATOR + "truth/MODULE.py", modules("truth")),
                new Place(generate + "LOSS/float32.json and float64.json", folders()),
                new Place(generate + "manifest.json", fields("manifest.json", "/totals/byLoss")),
                new Place(generate + "signatures.json", fields("signatures.json", "/losses")),
                new Place("write " + LOSSES + "LOSS.java", files(LOSSES, ".java")),
                new Place("add it to `permits` in " + LOSSES + "Loss.java", permitted()),
                new Place(
                        "add a line to " + LOSSES + "package-info.java",
                        found(LISTED, ROOT.resolve(LOSSES + "package-info.java"))),
                new Place(
                        "run `./lossparity suite coverage --markdown golden-data/COVERAGE.md`", covered("COVERAGE.md")),
                new Place(
                        "run `./lossparity suite tolerances --derive"
                                + " harness/kit/src/main/resources/io/lossparity/kit/compare/tolerances.json`",
                        tolerated()),
                new Place(
                        "run `./lossparity suite tolerances --sensitivity --markdown golden-data/SENSITIVITY.md`",
                        covered("SENSITIVITY.md")),
                new Place(
                        "run `./lossparity check --report build/report`, and copy build/report/parity to " + PARITY,
                        files(PARITY, ".md")));
    }

    /** Returns the name of the loss's modules in the generator, as in {@code mse_loss}. */
    private static String module(String loss) {
        return WORDS.matcher(loss).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** Returns the losses that the modules of the generator's folder are about, each by the name of its loss. */
    private static Set<String> modules(String folder) throws IOException {
        Set<String> losses = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve(GENERATOR).resolve(folder))) {
            for (Path module :
                    modules.filter(path -> path.toString().endsWith(".py")).toList()) {
                for (String loss : found(LOSS, module)) {
                    assertEquals(module(loss) + ".py", module.getFileName().toString());
                    losses.add(loss);
                }
            }
        }
        return losses;
    }

    private static Set<String> covered(String page) throws IOException {
        return found(COVERED, GOLDEN_DATA.resolve(page));
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> folders() throws IOException {
        return names(
                GOLDEN_DATA,
                folder -> Files.exists(folder.resolve("float32.json")) && Files.exists(folder.resolve("float64.json")),
                "");
    }

    /** Returns the losses that have a file of that ending. */
    private static Set<String> files(String folder, String ending) throws IOException {
        return names(ROOT.resolve(folder), Files::isRegularFile, "Loss" + ending).stream()
                .map(name -> name + "Loss")
                .filter(loss -> !loss.equals("Loss"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of a folder's entries, without their ending. */
    private static Set<String> names(Path folder, Predicate<Path> chosen, String ending) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(chosen)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
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
