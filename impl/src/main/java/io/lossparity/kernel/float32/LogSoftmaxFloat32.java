package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.kernel.layout.ClassTargets;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * s[c] = x[c] - max(x) - log(sum of e^(x[k] - max(x))), dL/dx[c] = g[c] - e^s[c] (sum of g[k]).
 *
 * <p>Rows along axis 1; {@code last} says whether it is the last one. Of g, only that of a target's class is not 0.
 */
public final class LogSoftmaxFloat32 {
    private static final int LANES = 256 / Float.SIZE;

    private final int classes;
    private final boolean last;
    private final float[] shifted;
    private final float[] powers;
    private float sum;

    private LogSoftmaxFloat32(Memory memory, int classes, boolean last) {
        this.classes = classes;
        this.last = last;
        shifted = memory.float32(classes);
        powers = memory.float32(classes);
    }

    /**
     * Computes s of each target's class, and the gradient of x.
     *
     * @param s where s of the targets goes; null if it is not wanted
     * @param grad where the gradient goes; null if it is not wanted
     * @param g the gradient of s of the targets
     */
    public static void run(Memory memory, float[] s, float[] grad, float[] g, float[] x, ClassTargets y, boolean last) {
        int parts = memory.parts(x.length);
        LogSoftmaxFloat32[] rows = new LogSoftmaxFloat32[parts];
        for (int part = 0; part < parts; part++) {
            rows[part] = new LogSoftmaxFloat32(memory, y.classes(), last);
        }
        memory.run(parts, part -> {
            int end = Memory.begin(y.count(), part + 1, parts);
            for (int i = Memory.begin(y.count(), part, parts); y.classes() > 0 && i < end; i++) {
                if (grad == null && !y.counts(i)) {
                    continue;
                }
                rows[part].run(s, grad, g, x, y, i);
            }
        });
    }

    private void run(float[] s, float[] grad, float[] g, float[] x, ClassTargets y, int i) {
        int from = AxisOne.begin(i, classes, y.stride());
        read(x, from, y.stride());
        double log = log();
        if (s != null && y.counts(i)) {
            s[i] = rounded(y.label(i), log);
        }
        if (grad != null) {
            differentiate(log, y.counts(i) ? y.label(i) : -1, g[i]);
            RowsFloat32.scatter(powers, grad, from, y.stride(), classes);
        }
    }

    /** Takes a row less its maximum. */
    private void read(float[] x, int from, int stride) {
        RowsFloat32.gather(x, from, stride, shifted, classes);
        System.arraycopy(shifted, 0, powers, 0, classes);
        float max = RowsFloat32.max(powers, classes);
        for (int c = 0; c < classes; c++) {
            shifted[c] -= max;
        }
    }

    /** Returns the logarithm of the sum of the powers of the shifted row. */
    private double log() {
        System.arraycopy(shifted, 0, powers, 0, classes);
        Elementary.arrays().scalarExp(powers, 0, classes);
        if (Elementary.FAST) {
            sum = Elementary.arrays().sum(0f, powers, 0, classes);
            return Elementary.scalarLog(sum);
        }
        return last ? Elementary.scalarLog(sumOfLanes()) : Elementary.scalarLog(sumInOrder());
    }

    /** Returns the sum of the powers in torch's order: lane by lane, then the lanes. */
    private float sumOfLanes() {
        float sum = 0f;
        for (int lane = 0; lane < Math.min(LANES, classes); lane += 4) {
            sum = addLanes(sum, lane, Math.min(4, classes - lane));
        }
        return sum;
    }

    /** Adds so many lanes to a sum, up to four; each is summed in a register. */
    private float addLanes(float start, int lane, int count) {
        float a = powers[lane];
        float b = count > 1 ? powers[lane + 1] : 0f;
        float c = count > 2 ? powers[lane + 2] : 0f;
        float d = count > 3 ? powers[lane + 3] : 0f;
        int i = lane + LANES;
        for (; i < classes - 3; i += LANES) {
            a += powers[i];
            b += powers[i + 1];
            c += powers[i + 2];
            d += powers[i + 3];
        }
        if (i < classes) {
            a += powers[i];
            b += i + 1 < classes ? powers[i + 1] : 0f;
            c += i + 2 < classes ? powers[i + 2] : 0f;
        }
        return start + a + b + c + d;
    }

    private double sumInOrder() {
        double sum = 0.0;
        for (int c = 0; c < classes; c++) {
            sum += powers[c];
        }
        return sum;
    }

    private float rounded(int c, double log) {
        return last ? shifted[c] - (float) log : (float) (shifted[c] - log);
    }

    /** Replaces the powers by the softmax: in the fast arithmetic, they are divided; otherwise computed anew, as in torch. */
    private void softmax(double log) {
        if (Elementary.FAST) {
            float share = 1f / sum;
            for (int c = 0; c < classes; c++) {
                powers[c] *= share;
            }
            return;
        }
        if (last) {
            float rounded = (float) log;
            for (int c = 0; c < classes; c++) {
                powers[c] = shifted[c] - rounded;
            }
        } else {
            for (int c = 0; c < classes; c++) {
                powers[c] = (float) (shifted[c] - log);
            }
        }
        Elementary.arrays().scalarExp(powers, 0, classes);
    }

    /** Replaces the powers by the gradient of the row, given that of s of its label; -1 is none. */
    private void differentiate(double log, int label, float g) {
        softmax(log);
        // The sum is exact; torch begins it with the first element, which may be -0, or with 0.
        double sum = last && classes == 1 ? g : g + 0.0;
        float ofLabel = label < 0 ? 0f : ofElement(powers[label], g, sum);
        if (last) {
            float rounded = (float) sum;
            for (int c = 0; c < classes; c++) {
                powers[c] = 0f - powers[c] * rounded;
            }
        } else {
            for (int c = 0; c < classes; c++) {
                powers[c] = ofElement(powers[c], 0f, sum);
            }
        }
        if (label >= 0) {
            powers[label] = ofLabel;
        }
    }

    private float ofElement(float softmax, float g, double sum) {
        float product = softmax * (float) sum;
        return last ? g - product : (float) (g - softmax * sum);
    }
}
