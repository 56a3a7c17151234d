/** Dense tensors, immutable unless they wrap the caller's array: float32 and float64 for values, int64 for classes. */
package io.lossparity.tensor;
