package io.lossparity.spi;

/**
 * An implementation under test.
 *
 * <p>The harness calls {@link #evaluate} from one thread at a time, but not always from the same one. An implementation
 * that needs a fixed thread must bring its own. The answer must depend only on the call: the harness makes some calls
 * twice, in another order and from another thread. If a single bit differs, the case fails as <i>not repeatable</i>. An
 * answer belongs to the caller, who may keep it: if a port later writes into an array that it returned, the case fails
 * too, because the port <i>overwrites its results</i>.
 *
 * <p>The class needs a public constructor without arguments, and its name must stand in {@code
 * META-INF/services/io.lossparity.spi.LossPort}.
 */
public interface LossPort {

    /** Returns a short stable name for reports and {@code --port}, for example {@code lossparity}. */
    String name();

    /** Returns the version of the implementation, for reports. */
    default String version() {
        return "unknown";
    }

    /**
     * Returns what the implementation computes with, for reports: for example the device, or a library that it found.
     * Empty by default.
     */
    default String environment() {
        return "";
    }

    /**
     * Returns what the implementation supports; by default everything. It is called once, and the harness calls {@link
     * #evaluate} only for supported calls.
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
