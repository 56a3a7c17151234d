package io.lossparity.mutation.golden;

// A test class a loss, so that a mutant is run against the losses alone that reach it. Not nested: PIT finds no tests
// in those.

class BCELoss extends GoldenCases {}

class BCEWithLogitsLoss extends GoldenCases {}

class CTCLoss extends GoldenCases {}

class CosineEmbeddingLoss extends GoldenCases {}

class CrossEntropyLoss extends GoldenCases {}

class HingeEmbeddingLoss extends GoldenCases {}

class KLDivLoss extends GoldenCases {}

class L1Loss extends GoldenCases {}

class MSELoss extends GoldenCases {}

class MarginRankingLoss extends GoldenCases {}

class MultiLabelMarginLoss extends GoldenCases {}

class MultiLabelSoftMarginLoss extends GoldenCases {}

class MultiMarginLoss extends GoldenCases {}

class NLLLoss extends GoldenCases {}

class PoissonNLLLoss extends GoldenCases {}

class SmoothL1Loss extends GoldenCases {}

class SoftMarginLoss extends GoldenCases {}

class TripletMarginLoss extends GoldenCases {}
