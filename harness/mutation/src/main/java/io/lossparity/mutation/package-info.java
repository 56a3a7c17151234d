/** Reads PIT's reports about our mutated losses, and compares them with the explained survivors. */
package io.lossparity.mutation;
