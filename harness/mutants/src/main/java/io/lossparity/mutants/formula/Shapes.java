package io.lossparity.mutants.formula;

/** Arithmetic on shapes. */
public final class Shapes {
    private Shapes() {}

    /** Returns the number of elements. */
    public static int size(int... shape) {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        return size;
    }

    /** Returns the product of the extents from one axis on. */
    public static int sizeFrom(int[] shape, int axis) {
        int size = 1;
        for (int i = axis; i < shape.length; i++) {
            size *= shape[i];
        }
        return size;
    }

    /** Returns the shape without one axis. */
    public static int[] without(int[] shape, int axis) {
        int[] rest = new int[shape.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = shape[i < axis ? i : i + 1];
        }
        return rest;
    }

    /** Returns whether two shapes can be broadcast against each other. */
    public static boolean fit(int[] a, int[] b) {
        for (int i = 1; i <= Math.min(a.length, b.length); i++) {
            int ofA = a[a.length - i];
            int ofB = b[b.length - i];
            if (ofA != ofB && ofA != 1 && ofB != 1) {
                return false;
            }
        }
        return true;
    }

    /** Returns the shape to which both are broadcast; they are known to fit. */
    public static int[] broadcast(int[] a, int[] b) {
        int[] shape = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            int ofA = i <= a.length ? a[a.length - i] : 1;
            int ofB = i <= b.length ? b[b.length - i] : 1;
            shape[shape.length - i] = ofA == 1 ? ofB : ofA;
        }
        return shape;
    }

    /** Returns where the element at a place of the larger shape is found in a tensor of the smaller one. */
    public static int broadcastIndex(int place, int[] shape, int[] smaller) {
        int index = 0;
        int stride = 1;
        int rest = place;
        for (int i = 1; i <= shape.length; i++) {
            int extent = shape[shape.length - i];
            int position = rest % extent;
            rest /= extent;
            if (i <= smaller.length) {
                int own = smaller[smaller.length - i];
                index += own == 1 ? 0 : position * stride;
                stride *= own;
            }
        }
        return index;
    }
}
