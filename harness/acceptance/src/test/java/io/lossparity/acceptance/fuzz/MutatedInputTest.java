package io.lossparity.acceptance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads 20,000 changed inputs, the same in every run: each is read or refused in one line. {@code -Dlossparity.fuzz=N}
 * reads N, and {@code -Dlossparity.fuzz.seed=S} others.
 */
class MutatedInputTest {
    private static final int READERS = ReaderUnderTest.values().length;
    private static final int INPUTS = Integer.getInteger("lossparity.fuzz", 20_000);
    private static final long SEED = Long.getLong("lossparity.fuzz.seed", 42);
    private static int read;

    @ParameterizedTest
    @EnumSource
    void changedInputIsReadOrRefused(ReaderUnderTest reader) throws IOException, URISyntaxException {
        List<byte[]> seeds = corpus(reader);
        int place = List.of(ReaderUnderTest.values()).indexOf(reader);
        Mutator mutator = new Mutator(SEED + place);
        int inputs = INPUTS / READERS + (place < INPUTS % READERS ? 1 : 0);
        int accepted = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] input = mutator.mutate(seeds.get(i % seeds.size()));
            try {
                accepted += reader.accepts(input) ? 1 : 0;
            } catch (Throwable e) {
                throw new AssertionError(reader + ": " + new String(input, StandardCharsets.UTF_8), e);
            }
            read++;
        }
        assertTrue(accepted < inputs, "a change that nobody minds is no change");
    }

    @AfterAll
    static void allWereRead() {
        assertEquals(INPUTS, read);
    }

    /** The inputs that are accepted as they are: others are hardly refused for what is changed in them. */
    private static List<byte[]> corpus(ReaderUnderTest reader) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(
                        MutatedInputTest.class.getResource("ReaderFuzzTestInputs/" + reader.folder()), reader.folder())
                .toURI());
        List<byte[]> valid = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (reader.accepts(bytes)) {
                    valid.add(bytes);
                }
            }
        }
        assertTrue(!valid.isEmpty(), "the corpus of " + reader + " has no valid input");
        return valid;
    }
}
