package io.lossparity.kit.expect;

import io.lossparity.kit.input.GivenFile;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.input.Utf8;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The expected failures of a port, as a file lists them.
 *
 * <pre>
 *   # A line that begins with a number sign is a comment; it is kept.
 *
 *   [to-fix] no tensors without elements
 *   reason: A tensor of no elements has no storage: every loss throws NullPointerException.
 *   when: port &gt;= 0.13, port &lt; 2, java &gt;= 17, os = linux, arch = amd64
 *   cap: 300, because every loss has such cases
 *   L1Loss/&#42;/N0-C3/&#42;  errored, says "NullPointerException"
 *
 *   [will-not-fix] the last bits
 *   reason: The mean is summed in another order.
 *   MSELoss/&#42;/mean/&#42;/typical  output+gradient, max ulp 3
 * </pre>
 *
 * <p>A paragraph is a class of failures. Its first line says whether they will be fixed, and names the class. {@code
 * reason} says why they happen, {@code when} (optional) where they happen. {@code cap} (optional, with a reason) lets a
 * pattern cover more than {@value #USUAL_CAP} cases. Then come the patterns of ids, where {@code *} means any
 * characters and {@code ?} means one. Each is followed by what is wrong with the cases: words joined by plus ({@code
 * output}, {@code gradient}, {@code shape}, {@code dtype}, {@code special-value}, {@code missing}, {@code unexpected},
 * {@code error-kind}, {@code input}, {@code errored}, {@code timed-out}), a bound if values are wrong ({@code max ulp
 * 40} or {@code max units 1e6}; a unit is the error that one rounding of the element may cause), and part of the
 * message (optional). A relation that is {@code broken} by a finite error has a bound in units of its allowance, {@code
 * max times 12}. One line is enough for a departure by design: {@code any size} replaces the bound, and {@code may
 * pass} lets cases pass too; with both, a line may cover any number of cases.
 */
public final class ExpectationsFile {
    /** How many cases a pattern may cover unless its paragraph says more. */
    public static final int USUAL_CAP = 100;

    private final String name;
    private final String sha256;
    private final List<String> preamble;
    private final List<Paragraph> paragraphs;

    ExpectationsFile(String name, String sha256, List<String> preamble, List<Paragraph> paragraphs) {
        this.name = Objects.requireNonNull(name, "name must not be null");
        this.sha256 = sha256;
        this.preamble = List.copyOf(preamble);
        this.paragraphs = List.copyOf(paragraphs);
    }

    /** Returns a file that expects nothing to fail. */
    public static ExpectationsFile empty(String name) {
        return new ExpectationsFile(name, hash(""), List.of(), List.of());
    }

    /**
     * Reads a file.
     *
     * @param name the name of the file in messages and reports
     * @throws RefusedInputException if it cannot be read, or is not an expectations file
     */
    public static ExpectationsFile read(Path file, String name) {
        return parse(new GivenFile(file, name).bytes(), name);
    }

    /**
     * Reads the bytes of a text in UTF-8.
     *
     * @param name the name of the file in messages and reports
     * @throws ExpectationsException if it is not an expectations file
     */
    public static ExpectationsFile parse(byte[] bytes, String name) {
        return parse(Utf8.text(bytes, problem -> new ExpectationsException(name + ": " + problem, null)), name);
    }

    /**
     * Reads a text.
     *
     * @param name the name of the file in messages and reports
     * @throws ExpectationsException if it is not an expectations file
     */
    public static ExpectationsFile parse(String text, String name) {
        ExpectationsParser parser = new ExpectationsParser(name);
        parser.read(text);
        return new ExpectationsFile(name, hash(text), parser.preamble(), parser.paragraphs());
    }

    /** Returns the name of the file in messages and reports. */
    public String name() {
        return name;
    }

    /** Returns the SHA-256 of the text. */
    public String sha256() {
        return sha256;
    }

    /** Returns whether the file has no paragraph. */
    public boolean isEmpty() {
        return paragraphs.isEmpty();
    }

    List<String> preamble() {
        return preamble;
    }

    List<Paragraph> paragraphs() {
        return paragraphs;
    }

    /** Returns the expectations that apply in these surroundings. */
    public Expectations in(Surroundings surroundings) {
        return new Expectations(
                this,
                paragraphs.stream()
                        .filter(paragraph -> paragraph.holds(surroundings))
                        .toList());
    }

    /** Returns the text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        preamble.forEach(line -> text.append(line).append('\n'));
        for (Paragraph paragraph : paragraphs) {
            text.append(paragraph.head()).append('\n');
            paragraph.lines().forEach(line -> text.append(line.text()).append('\n'));
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
