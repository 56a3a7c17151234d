package io.lossparity.math;

/** The elementary functions of ranges in plain Java. */
public class PlainMath implements ArrayMath {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public boolean fast() {
        return false;
    }

    @Override
    public void tensorExp(float[] x, int from, int to) {
        MklExp.exp(x, from, to);
    }

    @Override
    public void tensorExp(double[] x, int from, int to) {
        ExactExp.exp(x, from, to);
    }

    @Override
    public void tensorLog(float[] x, int from, int to) {
        MklLog.log(x, from, to);
    }

    @Override
    public void tensorLog(double[] x, int from, int to) {
        ExactLog.log(x, from, to);
    }

    @Override
    public void scalarExp(float[] x, int from, int to) {
        GlibcExp.exp(x, from, to);
    }

    @Override
    public void scalarExp(double[] x, int from, int to) {
        GlibcExp.exp(x, from, to);
    }

    @Override
    public void scalarLog(float[] x, int from, int to) {
        GlibcLog32.log(x, from, to);
    }

    @Override
    public void scalarLog(double[] x, int from, int to) {
        GlibcLog64.log(x, from, to);
    }

    @Override
    public float sum(float start, float[] x, int from, int to) {
        float sum = start;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double sum(double start, double[] x, int from, int to) {
        double sum = start;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }
}
