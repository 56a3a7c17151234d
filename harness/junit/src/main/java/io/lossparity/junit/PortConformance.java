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
 * Runs every golden case as a test of the JUnit Platform. The test's name is the case's id, and its unique id contains
 * it.
 *
 * <pre>
 *   class MyConformanceTest extends PortConformance {
 *       &#64;Override public LossPort port() { return new MyPort(); }
 *   }
 * </pre>
 *
 * <p>The kit's own engine, {@link ConformanceEngine}, runs the tests; nothing has to be registered. The unique id of a
 * case is {@code [engine:lossparity]/[class:CLASS]/[fixture:LOSS/DTYPE]/[case:ID]}; that of a relation ends with {@code
 * /[relations:LOSS]/[relation:ID]}. New cases do not change the ids of others. So an IDE, a build that reruns failed
 * tests, and {@code --select-unique-id} can run a single case.
 *
 * <p>Relations are tests too; their ids begin with {@code relation/}. An unsupported case is reported as aborted, not
 * as passed. All cases of a loss or element type that the port declares not to support are one such test. An expected
 * failure is run, and reported as aborted if it fails as the expectations file says, otherwise as failed. The last test
 * fails unless as many cases ran as the manifest counts, the port conforms or fails as expected, and the expectations
 * are correct.
 *
 * <p>The class needs a constructor without arguments. Class and constructor need not be public.
 */
@SuppressWarnings("exports") // who extends this class has JUnit; nobody else needs it
@Testable
public abstract class PortConformance {

    /** For subclasses. */
    protected PortConformance() {}

    /** Returns the implementation under test. It is called once per run. */
    public abstract LossPort port();

    /** Returns the folder of the golden data. By default it is empty, and the data on the class path are used. */
    public Optional<Path> data() {
        return Optional.empty();
    }

    /**
     * Returns the losses to run, named as in {@code torch.nn}; an empty list means all. By default it is the system
     * property {@code lossparity.loss}, a list with semicolons.
     */
    public List<String> losses() {
        return property("lossparity.loss");
    }

    /**
     * Returns the element types to run, {@code float32} or {@code float64}; an empty list means both. By default it is
     * the system property {@code lossparity.dtype}, a list with semicolons.
     */
    public List<String> dtypes() {
        return property("lossparity.dtype");
    }

    /**
     * Returns patterns; a case or relation runs if one of them matches its id. An empty list means all. By default it
     * is the system property {@code lossparity.case}, a list with semicolons.
     */
    public List<String> cases() {
        return property("lossparity.case");
    }

    /**
     * Returns which relations are checked besides the cases: {@code none}, {@code quick} or {@code full}. Relations are
     * properties that a loss has for all inputs, so they need no golden data. By default it is the system property
     * {@code lossparity.relations}, or {@code quick} without it.
     */
    public String relations() {
        return System.getProperty("lossparity.relations", "quick");
    }

    /** Returns the file of the tolerances. By default it is empty, and the kit's own tolerances are used. */
    public Optional<Path> tolerances() {
        return Optional.empty();
    }

    /**
     * Returns the file of the expected failures. By default it is empty, and {@code
     * META-INF/lossparity/expectations.txt} beside the port's class is used, if there is one.
     */
    public Optional<Path> expectations() {
        return Optional.empty();
    }

    /** Returns how long one case may take; ten seconds by default. */
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
