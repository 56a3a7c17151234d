package io.lossparity.kernel.layout;

/**
 * One sample of a batch, as CTC aligns it: its labels with a blank before, between and behind them.
 *
 * @param frames the number of frames that count
 * @param labels the extended labels: blank, label, blank, ..., blank
 * @param offset the position of its first log-probability
 * @param stride the distance of the log-probabilities of one frame and the next
 */
public record Alignment(int frames, int[] labels, int offset, int stride) {

    /** Returns the alignment of the labels from the given position on. */
    public static Alignment of(int frames, long[] targets, int from, int length, long blank, int offset, int stride) {
        int[] labels = new int[2 * length + 1];
        for (int s = 0; s < labels.length; s++) {
            labels[s] = (int) (s % 2 == 0 ? blank : targets[from + s / 2]);
        }
        return new Alignment(frames, labels, offset, stride);
    }

    /** Returns the number of extended labels. */
    public int width() {
        return labels.length;
    }

    /** Returns the number of labels, but at least 1: what the mean divides the loss by. */
    public int divisor() {
        return Math.max(1, labels.length / 2);
    }

    /** Returns where the log-probability of an extended label at a frame stands. */
    public int position(int frame, int s) {
        return frame * stride + offset + labels[s];
    }

    /** Returns whether a path may go from extended label s - 2 to s: both are labels, and differ. */
    public boolean skips(int s) {
        return s > 1 && s < labels.length && labels[s - 2] != labels[s];
    }
}
