/**
 * The contract between the harness and a port.
 *
 * <p>A port is an implementation under test. It implements {@link io.lossparity.spi.LossPort}, names its class
 * in {@code META-INF/services/io.lossparity.spi.LossPort}, and answers each {@link io.lossparity.spi.LossCall}
 * with a {@link io.lossparity.spi.LossOutcome}. It never sees an expected value.
 */
package io.lossparity.spi;
