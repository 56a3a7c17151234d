package io.lossparity.junit;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.spi.LossPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.annotation.Testable;

/**
 * Every golden case as a test of the JUnit Platform, whose name is the case's id and whose unique id contains it.
 *
 * <pre>
 *   class MyConformanceTest extends PortConformance {
 *       &#64;Override public LossPort port() { return new MyPort(); }
 *   }
 * </pre>
 *
 * <p>The kit's own engine, {@link ConformanceEngine}, runs it; nothing has to be registered. The unique id of a case
 * is {@code [engine:lossparity]/[class:CLASS]/[fixture:LOSS/DTYPE]/[case:ID]}, that of a relation ends {@code
 * /[relations:LOSS]/[relation:ID]}. Adding cases changes none of the others, and an IDE, a build that reruns what
 * failed, or {@code --select-unique-id} asks for that case only.
 *
 * <p>Relations, whose ids begin with {@code relation/}, are tests like the cases. A case that the port does not support
 * is reported as aborted, not as passed; the cases of a loss or element type that it declares not to have are one such
 * test together. A case that fails as the port's expectations file says is run and aborted too; it fails if it passes
 * or fails otherwise. The last test fails unless as many cases ran as the manifest counts, the port conforms or fails
 * as expected, and nothing is wrong with the expectations.
 *
 * <p>The class needs a constructor without arguments; neither need be public.
 */
@SuppressWarnings("exports") // whoever extends this class has JUnit; everyone else needs none
@Testable
public abstract class PortConformance {

    /** For subclasses. */
    protected PortConformance() {}

    /** Returns the implementation under test; called once a run. */
    public abstract LossPort port();

    /** Returns the folder of the golden data; by default none, for the data on the class path. */
    public Optional<Path> data() {
        return Optional.empty();
    }

    /**
     * Returns the losses to run, named as in {@code torch.nn}; none stands for all. By default the system property
     * {@code lossparity.loss}, a list whose items a semicolon separates.
     */
    public List<String> losses() {
        return property("lossparity.loss");
    }

    /**
     * Returns the element types to run, {@code float32} or {@code float64}; none stands for both. By default the system
     * property {@code lossparity.dtype}, a list whose items a semicolon separates.
     */
    public List<String> dtypes() {
        return property("lossparity.dtype");
    }

    /**
     * Returns patterns of which one must match the id of a case or relation; none stands for all. By default the system
     * property {@code lossparity.case}, a list whose items a semicolon separates.
     */
    public List<String> cases() {
        return property("lossparity.case");
    }

    /**
     * Returns which relations are checked beside the cases, which hold of a loss whatever its inputs are and need no
     * golden data: {@code none}, {@code quick} or {@code full}. By default the system property {@code
     * lossparity.relations}, or the quick ones.
     */
    public String relations() {
        return System.getProperty("lossparity.relations", "quick");
    }

    /** Returns the file that says which errors are accepted; by default none, for the kit's own tolerances. */
    public Optional<Path> tolerances() {
        return Optional.empty();
    }

    /**
     * Returns the file of the failures that are expected; by default none, for {@code
     * META-INF/lossparity/expectations.txt} where the port's class is from, if it is there.
     */
    public Optional<Path> expectations() {
        return Optional.empty();
    }

    /** Returns how long one case may take: ten seconds. */
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    /** Opens the data. */
    GoldenData golden() {
        return data().map(GoldenData::open).orElseGet(GoldenData::bundled);
    }

    private static List<String> property(String name) {
        String value = System.getProperty(name, "");
        return Arrays.stream(value.split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
