package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.render.text.Rerun;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the folder of the golden data. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder with the golden data's manifest.json (default: the data of this command).")
    private Path directory;

    DataOption() {}

    /**
     * Opens the golden data.
     *
     * @throws io.lossparity.kit.fixture.GoldenDataException if the data differ from their manifest
     */
    GoldenData open() {
        return directory == null ? GoldenData.bundled() : GoldenData.open(directory);
    }

    /** Returns the option as it was given, for use in a command; empty if it was not given. */
    String asGiven() {
        return directory == null ? "" : " --data " + Rerun.quoted(directory.toString());
    }
}
