/**
 * The losses of PyTorch 1.4.0, forward and backward; depends on {@code java.base} only.
 *
 * @uses io.lossparity.math.ArrayMath functions of whole arrays that are faster than plain Java's, if a module offers
 * them
 */
@SuppressWarnings("module") // the module that computes with vectors is compiled after this one
module io.lossparity.impl {
    exports io.lossparity.losses;
    exports io.lossparity.tensor;
    exports io.lossparity.math to
            io.lossparity.impl.vector;

    uses io.lossparity.math.ArrayMath;
}
