package io.lossparity.mutants;

import io.lossparity.kit.fixture.GoldenData;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The golden data: the folder that the property {@code lossparity.data} names, else what is on the class path. */
public final class BundledData {
    private BundledData() {}

    /** Opens it; the test is aborted if there is none. */
    public static GoldenData open() {
        String folder = System.getProperty("lossparity.data");
        if (folder != null) {
            return GoldenData.open(Path.of(folder));
        }
        boolean there = GoldenData.class.getClassLoader().getResource("golden-data/manifest.json") != null;
        Assumptions.assumeTrue(there, "there is no golden data on the class path");
        return GoldenData.bundled();
    }
}
