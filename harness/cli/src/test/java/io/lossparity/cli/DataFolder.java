package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the golden data in a folder, for tests to spoil. */
final class DataFolder {
    private DataFolder() {}

    /** Copies the golden data of the class path. */
    static Path copyTo(Path folder) throws IOException {
        copy("manifest.json", folder);
        for (Manifest.Entry entry : GoldenData.bundled().manifest().files()) {
            copy(entry.path(), folder);
        }
        return folder;
    }

    private static void copy(String path, Path folder) throws IOException {
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        try (InputStream in = GoldenData.class.getClassLoader().getResourceAsStream("golden-data/" + path)) {
            Files.copy(in, target);
        }
    }
}
