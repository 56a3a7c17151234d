/**
 * Our own losses as a port.
 *
 * <p>{@link io.lossparity.ports.lossparity.LossParityPort} answers each call by the loss's {@code Adapter}, which
 * constructs the loss from its parameters and calls its typed methods. What a typed call cannot express (a missing
 * argument, a parameter of another type, another dtype) is rejected here where PyTorch rejects it too. Where PyTorch
 * answers, the call is unsupported; the page {@code inexpressible.md} of this module lists these calls.
 */
package io.lossparity.ports.lossparity;
