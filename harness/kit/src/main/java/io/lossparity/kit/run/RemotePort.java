package io.lossparity.kit.run;

import io.lossparity.spi.LossPort;
import java.util.List;

/** A port in a process of its own, which can be ended and started anew. */
public interface RemotePort extends LossPort, AutoCloseable {

    /**
     * Sees to it that the process runs and has said hello; the time that takes is no call's.
     *
     * @throws OutcomeException if the process can't be started; every call then has that outcome
     */
    void ready();

    /** Ends the process at once, for the call in progress takes too long. */
    void abort();

    /** Ends the process in peace, and returns what there is to remark on the run. */
    List<String> remarks();

    /** Ends the process, whatever it is doing. */
    @Override
    void close();
}
