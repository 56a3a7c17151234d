/** Strict JSON, token by token: one reader of numbers and tensors for fixtures, tolerances and the protocol. */
package io.lossparity.kit.json;
