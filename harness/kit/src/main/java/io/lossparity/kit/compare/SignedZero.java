package io.lossparity.kit.compare;

/** Whether the sign of zero counts. */
public enum SignedZero {
    /** -0.0 equals 0.0. This is the usual rule, because the sign is accidental in PyTorch. */
    EQUAL,
    /** -0.0 differs from 0.0, as special values do. */
    DISTINCT
}
