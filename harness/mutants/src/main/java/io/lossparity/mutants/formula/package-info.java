/** Short formulas with mistakes to switch on; their gradients follow by reverse accumulation. */
package io.lossparity.mutants.formula;
