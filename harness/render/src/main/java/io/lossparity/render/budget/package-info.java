/** What a report is against its fidelity budget, for people. */
package io.lossparity.render.budget;
