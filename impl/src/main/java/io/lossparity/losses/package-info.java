/**
 * The losses of PyTorch 1.4.0, forward and backward, in float32 and float64.
 *
 * <p>Symbols: x input, y target, w weight, g incoming gradient of one element, N batch, C classes, D features,
 * T time. Each loss computes in the dtype of its arguments, in PyTorch's order of operations.
 *
 * <pre>
 *   L1Loss                     |x - y|
 *   MSELoss                    (x - y)^2
 *   CrossEntropyLoss           -w[y] log softmax(x)[y]
 *   NLLLoss                    -w[y] x[y]
 *   PoissonNLLLoss             e^x - y x
 *   KLDivLoss                  y (log y - x)
 *   BCELoss                    -w (y log x + (1 - y) log(1 - x))
 *   BCEWithLogitsLoss          BCELoss of sigmoid(x), without overflow
 *   MarginRankingLoss          max(0, -y (x1 - x2) + margin)
 *   HingeEmbeddingLoss         x if y = 1, max(0, margin - x) if y = -1
 *   MultiLabelMarginLoss       sum of max(0, 1 - (x[y[j]] - x[i])) / C
 *   SmoothL1Loss               (x - y)^2 / 2 if |x - y| &lt; 1, otherwise |x - y| - 1/2
 *   SoftMarginLoss             log(1 + e^(-y x))
 *   MultiLabelSoftMarginLoss   mean over C of -w (y log s(x) + (1 - y) log s(-x)), s the sigmoid
 *   CosineEmbeddingLoss        1 - cos(x1, x2) if y = 1, max(0, cos(x1, x2) - margin) if y = -1
 *   MultiMarginLoss            sum of w[y] max(0, margin - x[y] + x[i])^p / C
 *   TripletMarginLoss          max(0, ||a - p|| - ||a - n|| + margin)
 *   CTCLoss                    -log of the probability of all alignments of the labels
 * </pre>
 */
package io.lossparity.losses;
