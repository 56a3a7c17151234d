/** What each loss takes, as PyTorch states it. */
package io.lossparity.kit.signature;
