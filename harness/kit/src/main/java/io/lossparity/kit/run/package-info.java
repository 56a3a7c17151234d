/**
 * Asks a port: a {@link io.lossparity.spi.LossCall} goes in, an {@link io.lossparity.kit.run.Outcome} comes out.
 *
 * <p>The only place that calls a port. It never sees an expected value, so a port can't peek at one.
 */
package io.lossparity.kit.run;
