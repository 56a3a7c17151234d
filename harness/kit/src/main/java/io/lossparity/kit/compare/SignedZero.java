package io.lossparity.kit.compare;

/** Whether the sign of zero counts. */
public enum SignedZero {
    /** -0.0 equals 0.0, as is usual: the sign is incidental in PyTorch. */
    EQUAL,
    /** -0.0 differs from 0.0 as a special value. */
    DISTINCT
}
