package io.lossparity.kit.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or folder that is named by a user or by a user's file. All such files are opened here.
 *
 * <p>Only regular files and symbolic links to them are read. A named pipe, a device, a socket or a folder is refused
 * before it is opened, because reading it may never end; so is {@code /dev/stdin} if it is not a file.
 *
 * @param path its path
 * @param name its name in messages
 */
public record GivenFile(Path path, String name) {
    /** Names a file by its path. */
    public static GivenFile of(Path path) {
        return new GivenFile(path, path.toString());
    }

    /**
     * Checks that it is a regular file.
     *
     * @throws MissingInputException if it does not exist
     * @throws RefusedInputException if it is not a regular file, or cannot be examined
     */
    public void requireRegular() {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (attributes.isDirectory()) {
            throw unreadable("it is a folder, not a file", null);
        }
        if (!attributes.isRegularFile()) {
            throw unreadable("it is a named pipe, a device or a socket, not a regular file", null);
        }
    }

    /**
     * Returns the whole content.
     *
     * @throws RefusedInputException if it is not a regular file, or cannot be read
     */
    public byte[] bytes() {
        requireRegular();
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Returns the whole content as text.
     *
     * @throws RefusedInputException if it is not a regular file, cannot be read, or is not UTF-8
     */
    public String text() {
        return Utf8.text(bytes(), problem -> unreadable(problem, null));
    }

    /**
     * Opens the content. The caller must close the stream.
     *
     * @throws RefusedInputException if it is not a regular file, or cannot be opened
     */
    public InputStream open() {
        requireRegular();
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Opens the content as lines in UTF-8. The caller must close the reader, and pass exceptions to {@link
     * #unreadable}.
     *
     * @throws RefusedInputException if it is not a regular file, or cannot be opened
     */
    public BufferedReader lines() {
        requireRegular();
        try {
            return Files.newBufferedReader(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Returns the files in the folder, sorted by name.
     *
     * @throws RefusedInputException if it is not a folder, or cannot be read
     */
    public List<Path> list() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path)) {
            List<Path> all = new ArrayList<>();
            found.forEach(all::add);
            all.sort(null);
            return all;
        } catch (DirectoryIteratorException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Returns an exception for a file whose reading failed, with a message for the user. */
    public RefusedInputException unreadable(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new MissingInputException("can't read " + name + ": there is no such file", e);
        }
        if (e instanceof AccessDeniedException) {
            return unreadable("permission denied", e);
        }
        if (e instanceof CharacterCodingException) {
            return unreadable(Utf8.RULE, e);
        }
        boolean worded = e instanceof FileSystemException said && said.getReason() != null;
        return unreadable(worded ? ((FileSystemException) e).getReason() : e.toString(), e);
    }

    private RefusedInputException unreadable(String problem, Throwable cause) {
        return new RefusedInputException("can't read " + name + ": " + problem, cause);
    }
}
