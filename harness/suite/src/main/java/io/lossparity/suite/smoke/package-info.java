/**
 * Tests the adapter before numbers are judged: asks a port a few tiny cases, and says in words how it passes arguments
 * and results wrongly.
 */
package io.lossparity.suite.smoke;
