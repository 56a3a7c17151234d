/**
 * Reports of a run. One versioned stream of JSON lines is the source of them all: a header with the provenance, a
 * line per case, a footer with the counts, the greatest distances from the truth, and the decision.
 *
 * <p>The schema of a line is {@code report.schema.json} in this package. A stream without its footer is broken: the
 * run did not get to its end.
 */
package io.lossparity.report.stream;
