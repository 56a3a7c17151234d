package io.lossparity.cli;

import static io.lossparity.cli.Fault.folder;
import static io.lossparity.cli.Fault.nothing;
import static io.lossparity.cli.Fault.pipe;

import java.util.ArrayList;
import java.util.List;

/** Faults of golden data in a folder; what a fixture says is spoilt in the kit's {@code GoldenDataRefusalTest}. */
final class DataFaults {
    private static final String CHECK = "check --loss NLLLoss --data {}/data";

    private DataFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(new Fault(
                "manifest", "no folder", nothing(), CHECK, 3, "can't read {}/data/manifest.json: there is no"));
        all.add(new Fault(
                "manifest", "a folder", folder("data/manifest.json"), CHECK, 3, "manifest.json: it is a folder"));
        all.add(new Fault("manifest", "a named pipe", pipe("data/manifest.json"), CHECK, 3, "it is a named pipe"));
        return all;
    }
}
