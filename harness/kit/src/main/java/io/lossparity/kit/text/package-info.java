/** Puts counts and names into words for readers. */
package io.lossparity.kit.text;
