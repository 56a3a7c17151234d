/** Losses as expressions, and what else may have been written for them. */
package io.lossparity.mutants.sketch;
