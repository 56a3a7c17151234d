/** How counts are put into words, for everything that is read by people. */
package io.lossparity.kit.text;
