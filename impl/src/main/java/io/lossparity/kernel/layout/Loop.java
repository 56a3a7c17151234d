package io.lossparity.kernel.layout;

/**
 * A loop over a range: it computes elements of a new array from the same elements of others.
 *
 * @param <A> the type of the arrays
 */
@FunctionalInterface
public interface Loop<A> {

    /** Writes the elements of out from one position up to another; an absent input is null. */
    void run(A out, A[] in, int from, int to);

    /**
     * The loops of the losses of the elements, and of their gradient, over the same inputs.
     *
     * @param <A> the type of the arrays
     */
    record Pair<A>(Loop<A> losses, Loop<A> gradient) {}

    /**
     * A loop with two inputs.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    interface OfTwo<A> {
        /** Writes the elements of out from one position up to another. */
        void run(A out, A x, A y, int from, int to);

        /** Returns the loop over the first two inputs. */
        default Loop<A> loop() {
            return (out, in, from, to) -> run(out, in[0], in[1], from, to);
        }
    }
}
