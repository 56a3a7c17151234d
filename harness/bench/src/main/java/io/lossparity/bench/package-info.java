/** Measures the speed of our losses beside PyTorch's, each in its own process. */
package io.lossparity.bench;
