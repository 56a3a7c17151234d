package io.lossparity.mutation.golden;

import io.lossparity.mutation.LossCases;

// A test class a loss, so that a mutant is run against the losses alone that reach it. Not nested: PIT finds no tests
// in those.

class BCELoss extends LossCases {}

class BCEWithLogitsLoss extends LossCases {}

class CTCLoss extends LossCases {}

class CosineEmbeddingLoss extends LossCases {}

class CrossEntropyLoss extends LossCases {}

class HingeEmbeddingLoss extends LossCases {}

class KLDivLoss extends LossCases {}

class L1Loss extends LossCases {}

class MSELoss extends LossCases {}

class MarginRankingLoss extends LossCases {}

class MultiLabelMarginLoss extends LossCases {}

class MultiLabelSoftMarginLoss extends LossCases {}

class MultiMarginLoss extends LossCases {}

class NLLLoss extends LossCases {}

class PoissonNLLLoss extends LossCases {}

class SmoothL1Loss extends LossCases {}

class SoftMarginLoss extends LossCases {}

class TripletMarginLoss extends LossCases {}
