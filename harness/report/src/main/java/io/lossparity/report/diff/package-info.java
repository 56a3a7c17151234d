/** What changed from one report to another: verdicts, errors within the tolerance, and the cases themselves. */
package io.lossparity.report.diff;
