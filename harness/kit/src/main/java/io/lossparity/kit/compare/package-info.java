/** Compares an expected tensor with an actual one: measures every error and accepts or not. */
package io.lossparity.kit.compare;
