/**
 * The port of DJL's losses on its PyTorch engine.
 *
 * <p>Every loss is the corresponding class of {@code ai.djl.training.loss}, and every gradient comes from DJL's
 * gradient collector.
 */
package io.lossparity.ports.djl;
