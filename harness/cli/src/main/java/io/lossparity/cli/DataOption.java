package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.render.text.Rerun;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where the golden data is. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder with the golden data's manifest.json (default: the data that comes along).")
    private Path directory;

    DataOption() {}

    /**
     * Opens the golden data.
     *
     * @throws io.lossparity.kit.fixture.GoldenDataException if it is not what its manifest says
     */
    GoldenData open() {
        return directory == null ? GoldenData.bundled() : GoldenData.open(directory);
    }

    /** Returns the option as it was given, to be repeated in a command; empty if it was not. */
    String asGiven() {
        return directory == null ? "" : " --data " + Rerun.quoted(directory.toString());
    }
}
