/**
 * Asks a port: a {@link io.lossparity.spi.LossCall} goes in, an {@link io.lossparity.kit.run.Outcome} comes out.
 *
 * <p>Only this package calls a port. It never sees an expected value, so a port cannot see one either.
 */
package io.lossparity.kit.run;
