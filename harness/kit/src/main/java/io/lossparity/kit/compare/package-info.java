/** Compares an expected tensor with an actual one: measures every error, and accepts the tensor or not. */
package io.lossparity.kit.compare;
