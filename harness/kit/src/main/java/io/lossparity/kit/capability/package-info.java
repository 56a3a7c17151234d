/** What a port declares to support, as reports and the protocol of processes write it. */
package io.lossparity.kit.capability;
