package io.lossparity.junit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformVersionTest {
    @Test
    void thePlatformOfTheseTestsIsSupported() {
        assertDoesNotThrow(() -> PlatformVersion.requireSupported());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10.0", "1.10.5", "1.14.4", "6.0.1", "6.1.0-M1"})
    void platformsFromTenOnAreSupported(String version) {
        assertDoesNotThrow(() -> PlatformVersion.requireSupported(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.9.3", "1.4.2", "1.10.0-RC1"})
    void anOlderPlatformIsRefusedWithWhatToDo(String version) {
        AssertionError error = assertThrows(AssertionError.class, () -> PlatformVersion.requireSupported(version));
        assertTrue(error.getMessage().contains("needs JUnit 5.10 or newer"), error.getMessage());
        assertTrue(error.getMessage().contains("JUnit Platform " + version), error.getMessage());
    }
}
