/** The 18 losses of PyTorch 1.4.0, forward and backward; depends on {@code java.base} alone. */
module io.lossparity.impl {
    exports io.lossparity.losses;
    exports io.lossparity.tensor;
}
