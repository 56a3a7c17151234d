/** Judges a port's answer to a case, totals the verdicts, and decides whether the port conforms. */
package io.lossparity.kit.verdict;
