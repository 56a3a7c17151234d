/** Markdown: the summary of a job, and a report per loss that can be committed. */
package io.lossparity.render.markdown;
