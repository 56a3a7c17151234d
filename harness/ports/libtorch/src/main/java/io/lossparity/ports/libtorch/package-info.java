/**
 * The port of libtorch, PyTorch's own C++ library, called through JavaCPP.
 *
 * <p>Every loss is the module of {@code torch::nn} of the same name, every gradient comes from its autograd.
 */
package io.lossparity.ports.libtorch;
