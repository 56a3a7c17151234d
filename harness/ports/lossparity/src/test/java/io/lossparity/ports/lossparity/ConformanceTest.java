package io.lossparity.ports.lossparity;

import io.lossparity.junit.PortConformance;
import io.lossparity.spi.LossPort;

/** Asks our losses every case of the golden data, with every method. */
class ConformanceTest extends PortConformance {
    @Override
    public LossPort port() {
        return new EveryMethodPort();
    }
}
