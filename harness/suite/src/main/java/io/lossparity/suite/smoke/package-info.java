/**
 * Tests the adapter before numbers are judged: asks a port about a few tiny cases, and says in words what is wrong with
 * the way in which it passes arguments and results on.
 */
package io.lossparity.suite.smoke;
