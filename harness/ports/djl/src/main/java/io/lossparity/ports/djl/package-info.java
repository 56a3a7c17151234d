/**
 * The port of DJL's losses on its PyTorch engine.
 *
 * <p>Every loss is the class of {@code ai.djl.training.loss} that is meant to be it, every gradient comes from DJL's
 * gradient collector.
 */
package io.lossparity.ports.djl;
