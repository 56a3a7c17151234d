package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tolerances of every loss, element type and quantity, read from one file and checked.
 */
public final class Tolerances {
    /** The name, in a row, that means all losses without a row of their own. */
    public static final String ANY_LOSS = "*";

    private static final String FILE = "tolerances.json";
    private final Map<String, ToleranceRow> byKey;
    private final IdentityHashMap<ToleranceRow, Tolerance> tolerances = new IdentityHashMap<>();

    Tolerances(Map<String, ToleranceRow> byKey) {
        this.byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
        byKey.values().forEach(row -> tolerances.put(row, row.tolerance()));
    }

    /**
     * Returns the kit's own tolerances.
     *
     * @throws TolerancesException if an entry is not valid
     */
    public static Tolerances bundled() {
        try (InputStream in = Tolerances.class.getResourceAsStream(FILE)) {
            return read(in.readAllBytes(), FILE);
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads and checks tolerances.
     *
     * @param bytes the JSON
     * @param name what to call it in messages
     * @throws TolerancesException if an entry is not valid
     */
    public static Tolerances read(byte[] bytes, String name) {
        return TolerancesReader.read(bytes, name);
    }

    /**
     * Returns the tolerance of a quantity: the loss's row for this quantity, otherwise its row for all gradients,
     * otherwise the row for any loss.
     *
     * @param loss the class name in {@code torch.nn}
     * @param dtype the element type
     * @param quantity {@code output}, or {@code grad.} and the argument
     * @throws IllegalArgumentException if there is none
     */
    public Tolerance of(String loss, DType dtype, String quantity) {
        return tolerances.get(row(loss, dtype, quantity));
    }

    /** Returns every row in the file's order. */
    public List<ToleranceRow> rows() {
        return List.copyOf(byKey.values());
    }

    /**
     * Returns the row that {@link #of} uses.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ToleranceRow row(String loss, DType dtype, String quantity) {
        String group = quantity.startsWith("grad.") ? "grad" : quantity;
        for (String key :
                new String[] {key(loss, dtype, quantity), key(loss, dtype, group), key(ANY_LOSS, dtype, group)}) {
            ToleranceRow row = byKey.get(key);
            if (row != null) {
                return row;
            }
        }
        throw new IllegalArgumentException("there is no tolerance for " + key(loss, dtype, quantity));
    }

    static String key(String loss, DType dtype, String quantity) {
        return loss + " " + dtype.torchName() + " " + quantity;
    }
}
