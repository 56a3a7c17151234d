package io.lossparity.mutation.budget;

// A test class a loss, as the golden cases have.

class BCELoss extends FidelityBudget {}

class BCEWithLogitsLoss extends FidelityBudget {}

class CTCLoss extends FidelityBudget {}

class CosineEmbeddingLoss extends FidelityBudget {}

class CrossEntropyLoss extends FidelityBudget {}

class HingeEmbeddingLoss extends FidelityBudget {}

class KLDivLoss extends FidelityBudget {}

class L1Loss extends FidelityBudget {}

class MSELoss extends FidelityBudget {}

class MarginRankingLoss extends FidelityBudget {}

class MultiLabelMarginLoss extends FidelityBudget {}

class MultiLabelSoftMarginLoss extends FidelityBudget {}

class MultiMarginLoss extends FidelityBudget {}

class NLLLoss extends FidelityBudget {}

class PoissonNLLLoss extends FidelityBudget {}

class SmoothL1Loss extends FidelityBudget {}

class SoftMarginLoss extends FidelityBudget {}

class TripletMarginLoss extends FidelityBudget {}
