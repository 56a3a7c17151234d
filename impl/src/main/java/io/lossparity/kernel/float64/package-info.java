/** The loops in float64, derived from package float32 by {@code impl/src/build/DeriveFloat64.java}; never edited. */
package io.lossparity.kernel.float64;
