/**
 * Code that the ports of other libraries share: it reads a call by type, and runs it stage by stage.
 *
 * <p>Nothing here computes. A library's typed interface cannot express some calls that PyTorch rejects (a margin that
 * is a string, a missing argument); {@link io.lossparity.ports.base.Arguments} rejects them, as a compiler would.
 */
package io.lossparity.ports.base;
