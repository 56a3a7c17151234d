/** The comparison of a report with its budget, as text. */
package io.lossparity.render.budget;
