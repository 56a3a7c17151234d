package io.lossparity.ports.lossparity;

import io.lossparity.kit.junit.ConformanceSuite;
import io.lossparity.spi.LossPort;

/** Asks our losses every case of the golden data. */
class ConformanceTest extends ConformanceSuite {
    @Override
    public LossPort port() {
        return new LossParityPort();
    }
}
