package io.lossparity.kit.junit;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.expect.PortExpectations;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a test class says about a run: the port, and where it wants something else than the rest, that. */
public interface ConformanceSettings {

    /** Returns the implementation under test; called once a run. */
    LossPort port();

    /** Returns the golden data: the data on the class path. */
    default GoldenData data() {
        return GoldenData.bundled();
    }

    /**
     * Returns which cases to run: those that the system properties {@code lossparity.loss}, {@code lossparity.dtype}
     * and {@code lossparity.case} name, all of them by default.
     */
    default CaseSelection selection() {
        return CaseSelection.all()
                .withLosses(property("lossparity.loss"))
                .withDTypes(property("lossparity.dtype").stream()
                        .map(DType::ofTorchName)
                        .toList())
                .withGlobs(property("lossparity.case"));
    }

    /**
     * Returns which relations are checked beside the cases, which hold of a loss whatever its inputs are and need no
     * golden data: those that the system property {@code lossparity.relations} says, {@code none}, {@code quick} or
     * {@code full}; the quick ones by default.
     *
     * @throws IllegalArgumentException if the property says something else
     */
    default RelationScope relations() {
        String scope = System.getProperty("lossparity.relations", RelationScope.QUICK.word());
        return Arrays.stream(RelationScope.values())
                .filter(one -> one.word().equals(scope))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the property lossparity.relations must be none, quick or full, but was '" + scope + "'"));
    }

    /** Returns what errors are accepted: the kit's own tolerances. */
    default Tolerances tolerances() {
        return Tolerances.bundled();
    }

    /**
     * Returns the failures that are expected: the file {@code META-INF/lossparity/expectations.txt} where the port's
     * class is from, if there is one.
     */
    default ExpectationsFile expectations(LossPort port) {
        return PortExpectations.of(port).orElseGet(() -> ExpectationsFile.empty(""));
    }

    /** Returns how long one case may take: ten seconds. */
    default Duration timeout() {
        return Duration.ofSeconds(10);
    }

    private static List<String> property(String name) {
        String value = System.getProperty(name, "");
        return Arrays.stream(value.split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
