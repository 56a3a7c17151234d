package io.lossparity.kit.run;

import io.lossparity.spi.LossPort;
import java.util.List;

/** A port in its own process, which can be ended and started again. */
public interface RemotePort extends LossPort, AutoCloseable {

    /**
     * Makes sure that the process runs and has said hello; the time for this does not count for a call.
     *
     * @throws OutcomeException if the process cannot be started; every call then has that outcome
     */
    void ready();

    /** Ends the process at once, because the current call takes too long. */
    void abort();

    /** Lets the process end by itself, and returns remarks on the run. */
    List<String> remarks();

    /** Ends the process, whatever it is doing. */
    @Override
    void close();
}
