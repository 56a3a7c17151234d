package io.lossparity.kit.shard;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One of several parts of the cases, which are run apart and whose reports are merged.
 *
 * <p>A case belongs to the shard {@code CRC-32 of its id in UTF-8, modulo count, plus 1}. So a case stays in its shard
 * whatever else is selected or added, and any tool can tell the shard: in Python {@code zlib.crc32(id.encode()) %
 * count + 1}.
 *
 * @param index which part, from 1 to {@code count}
 * @param count how many parts there are
 */
public record Shard(int index, int count) {
    /** The one and only part: everything. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    /** Checks that there is such a part. */
    public Shard {
        if (index < 1 || index > count) {
            throw new IllegalArgumentException(
                    "a shard is i/n with i from 1 to n, for example 2/5, but was " + index + "/" + count);
        }
    }

    /**
     * Reads a shard that is written {@code 2/5}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a shard is i/n with i from 1 to n, for example 2/5, but was '" + text + "'");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Returns whether the case of that id is in this part. */
    public boolean takes(String caseId) {
        if (count == 1) {
            return true;
        }
        CRC32 hash = new CRC32();
        hash.update(caseId.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % count == index - 1;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
