/**
 * Expected failures of a port: a file of patterns, each with its class, reason, kind and bound. Their cases are run.
 */
package io.lossparity.kit.expect;
