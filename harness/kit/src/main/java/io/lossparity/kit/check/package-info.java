/** The steps of a check: ask the port, compare, judge, count. The command line and the JUnit tests both use them. */
package io.lossparity.kit.check;
