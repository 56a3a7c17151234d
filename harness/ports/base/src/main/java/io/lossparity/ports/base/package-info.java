/**
 * What the ports of other people's libraries share: reading a call by type, and running it stage by stage.
 *
 * <p>Nothing here computes. A library's typed interface can't even express some of what PyTorch rejects (a margin
 * that is a string, a missing argument): {@link io.lossparity.ports.base.Arguments} rejects that, as a compiler would.
 */
package io.lossparity.ports.base;
