/** The key to the arrays inside the tensors; not exported, so only this module has it. */
package io.lossparity.tensor.trusted;
