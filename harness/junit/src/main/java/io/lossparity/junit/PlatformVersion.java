package io.lossparity.junit;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import org.junit.platform.engine.TestEngine;

/** The version of the JUnit Platform that runs the tests: JUnit 5.x brings platform 1.x, and JUnit 6.x platform 6.x. */
final class PlatformVersion {
    /** The oldest platform that the profile {@code junit-matrix} tries. */
    private static final Version OLDEST = Version.parse("1.10.0");

    private PlatformVersion() {}

    /**
     * Ends a run on a platform that is too old, before it meets a method that this platform lacks.
     *
     * @throws AssertionError if the platform says its version, and the version is too old
     */
    static void requireSupported() {
        running().ifPresent(PlatformVersion::requireSupported);
    }

    static void requireSupported(String version) {
        if (Version.parse(version).compareTo(OLDEST) < 0) {
            throw new AssertionError("LossParity needs JUnit 5.10 or newer, but runs on JUnit Platform " + version
                    + ", which comes with JUnit 5." + minor(version)
                    + ". Set the version of org.junit:junit-bom or org.junit.jupiter:junit-jupiter to 5.10 or newer.");
        }
    }

    private static String minor(String version) {
        return version.split("\\.", -1)[1];
    }

    /** Returns the version in the manifest, or on the module path that of the module. */
    private static Optional<String> running() {
        Class<?> platform = TestEngine.class;
        return Optional.ofNullable(platform.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(platform.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion));
    }
}
