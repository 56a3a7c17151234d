package io.lossparity.kernel.layout;

/**
 * The target classes of an input whose classes are on axis 1.
 *
 * @param labels the classes
 * @param ignored the class that does not count
 * @param classes the number of classes
 * @param stride the distance of two classes in the input; 0 if it has only the targets' own classes
 */
public record ClassTargets(long[] labels, long ignored, int classes, int stride) {

    /** Returns the number of targets. */
    public int count() {
        return labels.length;
    }

    /** Returns whether the i-th target is not ignored. */
    public boolean counts(int i) {
        return labels[i] != ignored;
    }

    /** Returns the class of the i-th target. */
    public int label(int i) {
        return (int) labels[i];
    }

    /** Returns the same targets, for an input that has only the element of each target's class. */
    public ClassTargets picked() {
        return new ClassTargets(labels, ignored, classes, 0);
    }

    /** Returns where the i-th target's element stands in the input. */
    public int position(int i) {
        return stride == 0 ? i : AxisOne.begin(i, classes, stride) + label(i) * stride;
    }
}
