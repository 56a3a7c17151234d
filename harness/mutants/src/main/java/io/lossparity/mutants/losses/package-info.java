/** The library: one catalogue of mistakes per loss, and the mistakes that any loss may have. */
package io.lossparity.mutants.losses;
