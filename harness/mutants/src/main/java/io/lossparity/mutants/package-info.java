/**
 * Wrong losses, each with one plausible mistake: they score the suite, and they explain why a port fails.
 *
 * <p>A {@link io.lossparity.mutants.Mutant} answers calls as a port does. It changes the call before our own losses
 * answer, changes their answer, or evaluates a short formula in which the mistake is switched on. Whatever the
 * mistake does not touch is answered as our own losses answer it, so a mutant that is rejected is rejected for its
 * mistake.
 */
package io.lossparity.mutants;
