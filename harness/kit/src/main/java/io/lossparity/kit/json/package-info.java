/** Strict JSON, token by token. Fixtures, tolerances and the protocol share one reader of numbers and tensors. */
package io.lossparity.kit.json;
