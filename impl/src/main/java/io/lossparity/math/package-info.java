/**
 * Elementary functions: models of MKL's and of the C library's, which PyTorch calls, and nearly exact ones of our own.
 */
package io.lossparity.math;
