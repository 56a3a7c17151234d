/** Which case rejects which mutant. */
package io.lossparity.mutants.matrix;
