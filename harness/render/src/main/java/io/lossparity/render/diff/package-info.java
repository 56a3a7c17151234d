/** The changes between two reports, as text. */
package io.lossparity.render.diff;
