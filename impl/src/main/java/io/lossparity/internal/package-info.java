/** What two or more losses share: checks, broadcasting, PyTorch's order of summation, elementary functions. */
package io.lossparity.internal;
