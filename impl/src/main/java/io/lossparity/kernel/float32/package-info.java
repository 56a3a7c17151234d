/** The loops in float32, written by hand: arrays in, arrays out. Package float64 is derived from this one. */
package io.lossparity.kernel.float32;
