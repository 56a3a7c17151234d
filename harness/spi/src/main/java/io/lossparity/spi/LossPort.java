package io.lossparity.spi;

/**
 * An implementation under test.
 *
 * <p>The harness calls {@link #evaluate} from one thread at a time, but not always from the same one: an implementation
 * that is bound to a thread needs one of its own. The answer depends only on the call: the harness asks some calls twice,
 * in another order and from another thread, and another answer, be it by a single bit, is a failure, <i>not repeatable</i>.
 * An answer belongs to the caller, who may keep it: a port that writes later into an array that it has returned
 * <i>overwrites its results</i>, which is a failure too.
 *
 * <p>The class needs a public constructor without
 * arguments, and a line in {@code META-INF/services/io.lossparity.spi.LossPort}.
 */
public interface LossPort {

    /** Returns a short stable name for reports and {@code --port}, for example {@code lossparity}. */
    String name();

    /** Returns the version of the implementation, for reports. */
    default String version() {
        return "unknown";
    }

    /**
     * Returns what the implementation computes with, for reports, for example the device or the library that it has found;
     * empty, unless overridden.
     */
    default String environment() {
        return "";
    }

    /**
     * Returns what the implementation supports: everything, unless overridden. It is asked once, and the harness calls
     * {@link #evaluate} for nothing else.
     */
    default Capabilities capabilities() {
        return Capabilities.everything();
    }

    /**
     * Computes the loss, and the gradients that are asked for.
     *
     * @param call what to compute
     * @return the result, a rejection, or {@link LossOutcome.Unsupported}; never null
     * @throws IllegalArgumentException if the implementation rejects the call as invalid
     * @throws Exception for any other failure, which errors the case
     */
    LossOutcome evaluate(LossCall call) throws Exception;
}
