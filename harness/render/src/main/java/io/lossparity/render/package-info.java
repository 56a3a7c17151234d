/** What makes files for people, or for other programs, from the report of a run. */
package io.lossparity.render;
