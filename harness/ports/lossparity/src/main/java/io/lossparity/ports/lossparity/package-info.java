/**
 * Our own losses as a port.
 *
 * <p>{@link io.lossparity.ports.lossparity.LossParityPort} answers each call by the loss's {@code Adapter}, which
 * constructs the loss from its parameters and calls its typed methods. What PyTorch rejects and a typed call cannot
 * even express (a missing argument, a parameter of another type, another dtype) is rejected here.
 */
package io.lossparity.ports.lossparity;
