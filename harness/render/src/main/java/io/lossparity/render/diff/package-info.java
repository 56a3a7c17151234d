/** What changed between two reports, for people. */
package io.lossparity.render.diff;
