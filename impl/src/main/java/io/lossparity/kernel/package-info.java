/** Operations on whole tensors, and the choice of the kernel that computes in the tensor's dtype. */
package io.lossparity.kernel;
