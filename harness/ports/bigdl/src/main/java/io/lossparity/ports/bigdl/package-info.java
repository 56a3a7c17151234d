/**
 * The port of BigDL's criterions, which stem from Torch7 as PyTorch's losses do.
 *
 * <p>Every loss is the criterion of BigDL that is meant to be it, every gradient the {@code backward} of that criterion.
 * Classes are counted from 1 there, and every tensor of a call is of one floating type: the adapter translates.
 */
package io.lossparity.ports.bigdl;
