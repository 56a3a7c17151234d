/** The start of a virtual machine that runs a port; it depends on java.base. */
package io.lossparity.host;
