/** Explains failing cases of a port by the mutants that answer the same. */
package io.lossparity.mutants.diagnosis;
