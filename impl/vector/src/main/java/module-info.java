/** Functions of whole ranges with the Vector API; the losses find them at run time. */
module io.lossparity.impl.vector {
    requires io.lossparity.impl;
    requires jdk.incubator.vector;

    provides io.lossparity.math.ArrayMath with
            io.lossparity.vector.VectorMath,
            io.lossparity.vector.FastVectorMath;
}
