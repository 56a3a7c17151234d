/** Makes files for people and other programs from the report of a run. */
package io.lossparity.render;
