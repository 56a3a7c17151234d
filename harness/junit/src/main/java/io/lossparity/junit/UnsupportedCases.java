package io.lossparity.junit;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import io.lossparity.kit.text.Plural;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The selected cases of a loss, or of a loss and element type, that the port declares not to support at all. They form
 * one skipped test instead of thousands.
 *
 * @param name the loss, or {@code LOSS/DTYPE} if the port supports the loss in another type
 * @param reason what the port does not support, in words
 * @param files the files of the cases
 * @param count the number of cases
 */
record UnsupportedCases(String name, String reason, List<Manifest.Entry> files, int count) {
    /** The segment's type in a unique id. */
    static final String SEGMENT = "unsupported";

    UnsupportedCases {
        files = List.copyOf(files);
    }

    /** Returns the selected cases that are not supported, in the data's order. */
    static List<UnsupportedCases> of(GoldenData data, CaseSelection selection, Capabilities capabilities) {
        Map<String, UnsupportedCases> byName = new LinkedHashMap<>();
        for (Manifest.Entry file : data.files(selection)) {
            missing(capabilities, file).ifPresent(reason -> {
                int count = data.count(selection.withLosses(Set.of(file.loss())).withDTypes(Set.of(file.dtype())));
                UnsupportedCases part = new UnsupportedCases(name(capabilities, file), reason, List.of(file), count);
                if (count > 0) {
                    byName.merge(part.name(), part, UnsupportedCases::with);
                }
            });
        }
        return List.copyOf(byName.values());
    }

    /** Returns why no case of a file is supported; empty if some may be. */
    static Optional<String> missing(Capabilities capabilities, Manifest.Entry file) {
        return missing(capabilities, file.loss(), file.dtype());
    }

    /** Returns why no call of a loss in a type is supported; empty if some may be. */
    static Optional<String> missing(Capabilities capabilities, String loss, DType dtype) {
        return capabilities.missing(new LossCall(loss, dtype, Map.of(), Map.of(), Set.of(), Optional.empty()));
    }

    private static String name(Capabilities capabilities, Manifest.Entry file) {
        boolean hasLoss = capabilities.losses().orElse(Map.of()).containsKey(file.loss());
        return hasLoss ? file.loss() + "/" + file.dtype().torchName() : file.loss();
    }

    private UnsupportedCases with(UnsupportedCases other) {
        List<Manifest.Entry> all = new ArrayList<>(files);
        all.addAll(other.files);
        return new UnsupportedCases(name, reason, all, count + other.count);
    }

    /** Returns the test's name. */
    String displayName() {
        return name + " (not supported)";
    }

    /** Returns why the test is skipped. */
    String message() {
        return name + ": " + Plural.of(count, "case", "is", "are") + " not supported: " + reason;
    }
}
