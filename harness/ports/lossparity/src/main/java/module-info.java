/** The port of our own losses. */
module io.lossparity.ports.lossparity {
    requires io.lossparity.impl;
    requires io.lossparity.spi;

    provides io.lossparity.spi.LossPort with
            io.lossparity.ports.lossparity.LossParityPort;
}
