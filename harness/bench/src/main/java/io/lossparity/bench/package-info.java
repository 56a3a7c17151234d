/** Measures our losses beside PyTorch's, each in a process of its own. */
package io.lossparity.bench;
