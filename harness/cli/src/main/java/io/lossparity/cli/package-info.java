/** The command line. */
package io.lossparity.cli;
