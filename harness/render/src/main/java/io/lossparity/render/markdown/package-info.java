/** Markdown: the summary of a job, and a report for each loss that can be committed. */
package io.lossparity.render.markdown;
