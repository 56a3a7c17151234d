/** Expected failures of a port: a file of patterns, each with its class, reason, kind and bound; they are run. */
package io.lossparity.kit.expect;
