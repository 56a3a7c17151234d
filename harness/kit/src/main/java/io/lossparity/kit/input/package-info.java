/** What comes from outside: how files are opened, and the one family of refusals that every reader documents. */
package io.lossparity.kit.input;
