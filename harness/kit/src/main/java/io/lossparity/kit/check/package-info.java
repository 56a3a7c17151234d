/** The way of a case through the kit: ask the port, compare, judge, count; what every entry builds on. */
package io.lossparity.kit.check;
