/** What tolerances rest on: PyTorch's own noise and its distance from the truth, and whether they are loose. */
package io.lossparity.suite.tolerance;
