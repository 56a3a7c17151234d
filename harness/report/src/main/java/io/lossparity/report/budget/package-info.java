/**
 * Fidelity budgets: how far a port may be off, loss by loss and type by type, well within the tolerances. A budget is
 * written from a report. After that it only gets tighter, unless somebody gives a reason.
 *
 * <p>The schema of the file is {@code budget.schema.json} in this package.
 */
package io.lossparity.report.budget;
