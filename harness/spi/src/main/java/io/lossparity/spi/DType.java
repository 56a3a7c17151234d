package io.lossparity.spi;

import java.util.Locale;

/** A tensor's element type, named as in PyTorch. */
public enum DType {
    /** 32-bit floating point; stored as {@code float[]}. */
    FLOAT32,
    /** 64-bit floating point; stored as {@code double[]}. */
    FLOAT64,
    /** 16-bit floating point, used only in incoming gradients and invalid calls; stored as {@code float[]}. */
    FLOAT16,
    /** 64-bit signed integer; stored as {@code long[]}. */
    INT64,
    /** 32-bit signed integer; stored as {@code long[]}. */
    INT32,
    /** 8-bit unsigned integer; stored as {@code long[]}. */
    UINT8,
    /** Boolean; stored as {@code long[]} of 0 and 1. */
    BOOL;

    private final String torchName = name().toLowerCase(Locale.ROOT);

    /** Returns PyTorch's name, for example {@code float32}. */
    public String torchName() {
        return torchName;
    }

    /** Returns whether elements are floating-point numbers. */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64 || this == FLOAT16;
    }

    /**
     * Returns the element type that has the given PyTorch name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DType ofTorchName(String name) {
        for (DType dtype : values()) {
            if (dtype.torchName().equals(name)) {
                return dtype;
            }
        }
        throw new IllegalArgumentException("no dtype is named '" + name + "'");
    }
}
