/**
 * Ports outside this virtual machine: JSON lines over standard input and output, in both directions.
 *
 * <p>{@link io.lossparity.kit.process.ProcessPort} asks a process; {@link io.lossparity.kit.process.PortServer} answers
 * for a port. {@code harness/PROTOCOL.md} specifies the messages.
 */
package io.lossparity.kit.process;
