/** The basis of the tolerances: PyTorch's own noise and its distance from the truth; and an audit of the tolerances. */
package io.lossparity.suite.tolerance;
