package io.lossparity.kernel.layout;

import io.lossparity.memory.Memory;

/**
 * The samples of a batch as CTC aligns them: their labels with a blank before, between and after them.
 *
 * <p>It describes one sample at a time, which {@link #at} chooses. So a batch takes no more memory than its longest
 * sample.
 */
public final class Alignment {
    private final int[] frames;
    private final int[] lengths;
    private final int[] starts;
    private final long[] targets;
    private final int blank;
    private final int classes;
    private final int[] labels;
    private int sample;
    private int width;

    /**
     * The samples.
     *
     * @param frames the number of frames that count, of each sample
     * @param lengths the number of labels of each sample
     * @param starts where the labels of each sample begin in the targets
     * @param classes the number of classes
     */
    public Alignment(
            Memory memory, int[] frames, int[] lengths, int[] starts, long[] targets, long blank, int classes) {
        this.frames = frames;
        this.lengths = lengths;
        this.starts = starts;
        this.targets = targets;
        this.blank = (int) blank;
        this.classes = classes;
        int longest = 0;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        labels = memory.int32(2 * longest + 1);
    }

    /** Returns a copy that can be at another sample at the same time. */
    public Alignment copy(Memory memory) {
        return new Alignment(memory, frames, lengths, starts, targets, blank, classes);
    }

    /** Goes to a sample. */
    public void at(int newSample) {
        sample = newSample;
        width = 2 * lengths[sample] + 1;
        for (int s = 0; s < width; s++) {
            labels[s] = s % 2 == 0 ? blank : (int) targets[starts[sample] + s / 2];
        }
    }

    /** Returns whether no label of the sample is the blank. */
    public boolean blanksAreNoLabels() {
        for (int s = 1; s < width; s += 2) {
            if (labels[s] == blank) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of samples. */
    public int count() {
        return frames.length;
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns the largest number of extended labels of a sample. */
    public int widest() {
        return labels.length;
    }

    /** Returns the largest product of frames and extended labels of a sample. */
    public int largest() {
        int largest = 0;
        for (int b = 0; b < frames.length; b++) {
            largest = Math.max(largest, frames[b] * (2 * lengths[b] + 1));
        }
        return largest;
    }

    /** Returns the number of the sample's frames that count. */
    public int frames() {
        return frames[sample];
    }

    /** Returns the number of the sample's extended labels. */
    public int width() {
        return width;
    }

    /** Returns the number of the sample's labels, but at least 1: what the mean divides the loss by. */
    public int divisor() {
        return Math.max(1, lengths[sample]);
    }

    /** Returns where the sample's log-probabilities at a frame begin. */
    public int begin(int frame) {
        return (frame * frames.length + sample) * classes;
    }

    /** Returns where the log-probability of an extended label at a frame stands. */
    public int position(int frame, int s) {
        return begin(frame) + labels[s];
    }

    /** Returns whether a path may go from extended label s - 2 to s: both are labels, and differ. */
    public boolean skips(int s) {
        return s > 1 && s < width && labels[s - 2] != labels[s];
    }
}
