/** Judges a port's answer to a case, adds up the verdicts, and decides whether the port conforms. */
package io.lossparity.kit.verdict;
