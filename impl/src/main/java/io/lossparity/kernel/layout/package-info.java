/** The positions in an array of the elements that a loss combines. */
package io.lossparity.kernel.layout;
