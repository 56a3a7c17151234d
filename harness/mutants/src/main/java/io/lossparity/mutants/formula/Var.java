package io.lossparity.mutants.formula;

/**
 * A number and how it came to be, so that gradients can flow back.
 *
 * <p>In float32 every operation is rounded to float32, which is what native float arithmetic does for all but the
 * transcendental functions.
 */
public final class Var {
    private final Tape tape;
    private final Var left;
    private final Var right;
    private final double leftPartial;
    private final double rightPartial;
    private final double value;
    private final boolean product;
    private double grad;
    private boolean unit;

    Var(Tape tape, double value, Var left, double leftPartial, Var right, double rightPartial) {
        this(tape, value, left, leftPartial, right, rightPartial, false);
    }

    private Var(
            Tape tape, double value, Var left, double leftPartial, Var right, double rightPartial, boolean product) {
        this.tape = tape;
        this.value = tape.round(value);
        this.left = left;
        this.leftPartial = leftPartial;
        this.right = right;
        this.rightPartial = rightPartial;
        this.product = product;
    }

    /** Returns the number. */
    public double value() {
        return value;
    }

    /** Returns the gradient that has flowed back so far. */
    public double grad() {
        return grad;
    }

    void addGrad(double more) {
        grad += more;
    }

    /** Hands the gradient on to the operands; what is exactly zero is not handed on, unless a mistake does so. */
    void propagate() {
        double own = unit ? 1 : grad;
        boolean handed = own != 0 || tape.handsZerosOn();
        if (handed && left != null) {
            left.grad = tape.productAndSum(own, leftPartial, left.grad);
        }
        if (handed && right != null) {
            right.grad = tape.productAndSum(own, rightPartial, right.grad);
        }
    }

    /** Returns a function of this number, given by its value and its derivative here. */
    public Var function(double newValue, double derivative) {
        return tape.add(new Var(tape, newValue, this, derivative, null, 0));
    }

    /** Returns a function of this number and another, given by its value and its partial derivatives here. */
    public Var function(double newValue, double derivative, Var other, double otherDerivative) {
        return tape.add(new Var(tape, newValue, this, derivative, other, otherDerivative));
    }

    /** Returns the same value, through which the gradient flows times a factor. */
    public Var withGradientTimes(double factor) {
        return function(value, factor);
    }

    /** Returns the same value, through which a gradient of 1 flows whatever comes in. */
    public Var withUnitGradient() {
        Var same = withGradientTimes(1);
        same.unit = true;
        return same;
    }

    /** Returns the sum. */
    public Var plus(Var other) {
        return function(
                product ? plusUnrounded(other.value) : other.product ? other.plusUnrounded(value) : value + other.value,
                1,
                other,
                1);
    }

    /** Returns the sum of a number and this product. */
    private double plusUnrounded(double other) {
        return tape.productAndSum(left.value, right.value, other);
    }

    /** Returns the sum. */
    public Var plus(double other) {
        return function(value + other, 1);
    }

    /** Returns the difference. */
    public Var minus(Var other) {
        return function(value - other.value, 1, other, -1);
    }

    /** Returns the difference of a constant and this. */
    public Var subtractedFrom(double other) {
        return function(other - value, -1);
    }

    /** Returns the product. */
    public Var times(Var other) {
        return times(other, other.value);
    }

    /** Returns the product with a number that depends on this one: the derivative is that of both. */
    public Var times(Var other, double derivative) {
        return tape.add(new Var(tape, value * other.value, this, derivative, other, value, true));
    }

    /** Returns the product. */
    public Var times(double other) {
        return function(value * other, other);
    }

    /** Returns the quotient. */
    public Var over(Var other) {
        double quotient = value / other.value;
        return function(quotient, 1 / other.value, other, -quotient / other.value);
    }

    /** Returns the quotient. */
    public Var over(double other) {
        return function(value / other, 1 / other);
    }

    /** Returns this with the other sign. */
    public Var negated() {
        return function(-value, -1);
    }

    /** Returns the magnitude, whose derivative at zero is zero. */
    public Var abs() {
        return function(Math.abs(value), value == 0 || Double.isNaN(value) ? 0 : Math.signum(value));
    }

    /** Returns the square. */
    public Var squared() {
        return function(value * value, 2 * value);
    }

    /** Returns the square root. */
    public Var sqrt() {
        double root = Math.sqrt(value);
        return function(root, 0.5 / root);
    }

    /** Returns a power. */
    public Var pow(double exponent) {
        return function(tape.pow(value, exponent), exponent * tape.pow(value, exponent - 1));
    }

    /** Returns e to the power of this. */
    public Var exp() {
        double power = tape.exp(value);
        return function(power, power);
    }

    /** Returns the natural logarithm. */
    public Var log() {
        return function(tape.log(value), 1 / value);
    }

    /** Returns max(0, this) as {@code clamp_min} computes it: the gradient passes at exactly zero; NaN stays NaN. */
    public Var clampedAtZero() {
        return value >= 0 ? this : function(Double.isNaN(value) ? value : 0, 0);
    }

    /** Returns this where it is above zero, else 0 without a gradient; NaN is swallowed. */
    public Var aboveZero() {
        return value > 0 ? this : function(0, 0);
    }

    /** Returns log(1 / (1 + exp(-this))) as PyTorch 1.4.0 computes it: without log1p. */
    public Var logSigmoid() {
        double m = Math.max(-value, 0);
        double z = Math.min(tape.exp(-m), tape.exp(-value - m)); // the other one is 1
        return function(-(m + tape.log1p(z)), 1 / (1 + tape.exp(value)));
    }

    /** Returns log(1 / (1 + exp(-this))) as log1p computes it: right far in the tails and at infinity. */
    public Var exactLogSigmoid() {
        double result = value >= 0 ? -Math.log1p(Math.exp(-value)) : value - Math.log1p(Math.exp(value));
        return function(result, 1 / (1 + Math.exp(value)));
    }

    /** Returns log(exp(this) + exp(other)). */
    public Var logAddExp(Var other) {
        double greater = Math.max(value, other.value);
        if (greater == Double.NEGATIVE_INFINITY) {
            return this;
        }
        double sum = greater + tape.log1p(Math.min(tape.exp(value - greater), tape.exp(other.value - greater)));
        return function(sum, Math.exp(value - sum), other, Math.exp(other.value - sum));
    }
}
