/** Which golden case rejects which wrong loss, as a report. */
package io.lossparity.report.kills;
