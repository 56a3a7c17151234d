package io.lossparity.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of the files that a report has written into a folder, in the format of {@code sha256sum}. With it the next
 * report removes the files that it does not write again, and no others.
 */
final class WrittenFiles {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S.*)");

    private final Path folder;
    private final Path list;
    private final Map<String, String> hashes = new TreeMap<>();

    /**
     * Starts a list.
     *
     * @param folder the folder of the files
     * @param writer the name of the writer; each has its own list, because two may write into one folder
     */
    WrittenFiles(Path folder, String writer) {
        this.folder = folder;
        this.list = folder.resolve("." + writer + ".sha256");
    }

    /**
     * Moves a file to its place in the folder, and adds it to the list.
     *
     * @param file the file's current path
     * @param name its name in the folder, with slashes
     * @throws IOException if that is not possible
     */
    void move(Path file, String name) throws IOException {
        String hash = hash(file);
        Path place = folder.resolve(name);
        Files.createDirectories(place.getParent());
        Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
        hashes.put(name, hash);
    }

    /**
     * Removes files that an earlier report wrote and this one did not, unless they have been changed since; then writes
     * the list for the next report.
     *
     * @throws IOException if that is not possible
     */
    void finish() throws IOException {
        if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches() && !hashes.containsKey(matcher.group(2))) {
                    removeIfSame(matcher.group(2), matcher.group(1));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        hashes.forEach(
                (name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        Files.writeString(list, text, StandardCharsets.UTF_8);
    }

    /** Anybody may have written the list, so only files in the folder are removed, and links are not followed. */
    private void removeIfSame(String name, String hash) throws IOException {
        Path root = folder.toRealPath();
        Path file = root.resolve(name).normalize();
        boolean inside = file.startsWith(root)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && file.getParent().toRealPath().equals(file.getParent());
        if (!inside || !hash(file).equals(hash)) {
            return;
        }
        Files.delete(file);
        Path parent = file.getParent();
        while (!parent.equals(root)) {
            try {
                Files.delete(parent);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            parent = parent.getParent();
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream out =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
