/** The command line: {@code check}, {@code list} and {@code explain}. */
package io.lossparity.cli;
