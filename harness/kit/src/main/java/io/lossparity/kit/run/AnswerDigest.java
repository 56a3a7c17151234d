package io.lossparity.kit.run;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A short name of an answer. Answers with the same tensors (name, type, shape and bits) have the same digest; other
 * answers have another one, except by chance. All NaN count as equal, because their payload depends on the processor.
 */
public final class AnswerDigest {
    private static final int DIGITS = 16;
    private static final String OUTPUT = "output";

    private final MessageDigest sha256;

    private AnswerDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the digest of a computed answer; empty if the port has not computed one. */
    public static Optional<String> of(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered
                && answered.outcome() instanceof LossOutcome.Computed computed)) {
            return Optional.empty();
        }
        AnswerDigest digest = new AnswerDigest();
        digest.add(OUTPUT, computed.output());
        Map<String, TensorValue> grads = computed.grads() == null ? Map.of() : computed.grads();
        new TreeMap<>(grads).forEach(digest::add);
        return Optional.of(HexFormat.of().formatHex(digest.sha256.digest()).substring(0, DIGITS));
    }

    private void add(String name, TensorValue tensor) {
        if (tensor == null) {
            return;
        }
        text(name);
        text(tensor.dtype().torchName());
        for (int length : tensor.shape()) {
            number(length);
        }
        text("");
        switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> {
                for (float value : tensor.floats()) {
                    number(Float.floatToIntBits(value));
                }
            }
            case FLOAT64 -> {
                for (double value : tensor.doubles()) {
                    number(Double.doubleToLongBits(value));
                }
            }
            case INT64, INT32, UINT8, BOOL -> {
                for (long value : tensor.longs()) {
                    number(value);
                }
            }
        }
    }

    private void text(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
    }

    private void number(long number) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
