package io.lossparity.kit.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** Why PyTorch's formula departs from the mathematical definition, in words. */
final class Departures {
    private static final String FILE = "departures.properties";
    private static final Properties WORDS = read();

    private Departures() {}

    private static Properties read() {
        Properties words = new Properties();
        try (InputStream in = Departures.class.getResourceAsStream(FILE);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " can't be read: " + e.getMessage(), e);
        }
        return words;
    }

    /** Returns what a word of the golden data's departures means; the word itself if it is not known. */
    static String explain(String word) {
        return WORDS.getProperty(word, word);
    }

    /** Returns the words that are explained. */
    static Set<String> known() {
        return WORDS.stringPropertyNames();
    }
}
