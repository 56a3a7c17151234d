/**
 * Reports of a run. One versioned stream of JSON lines is the source of all reports: a header that says where the data
 * come from, a line for each case, and a footer with the counts, the greatest distances from the truth, and the
 * decision.
 *
 * <p>The schema of a line is {@code report.schema.json} in this package. A stream without its footer is broken, because
 * the run did not reach its end.
 */
package io.lossparity.report.stream;
