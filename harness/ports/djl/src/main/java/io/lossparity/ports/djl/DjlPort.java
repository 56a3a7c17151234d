package io.lossparity.ports.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.lossparity.ports.base.Stages;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.LossPort;
import java.util.Optional;
import java.util.TreeSet;

/** DJL's losses under test. */
public final class DjlPort implements LossPort {

    static {
        // The native libraries are on the class path: nothing must be downloaded or reported.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /** Loads the native libraries, which takes seconds and is not part of any case. */
    public DjlPort() {
        Engine.getEngine("PyTorch");
    }

    @Override
    public String name() {
        return "djl";
    }

    /** Returns the versions of DJL and of the PyTorch below it. */
    @Override
    public String version() {
        return Engine.getDjlVersion() + " on PyTorch "
                + Engine.getEngine("PyTorch").getVersion();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ofLosses(new TreeSet<>(DjlLosses.BY_NAME.keySet()));
    }

    /** Computes the loss; the manager frees all native memory on return. */
    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        DjlConstruction construction = DjlLosses.BY_NAME.get(call.loss());
        if (construction == null) {
            return new Unsupported("DJL has no loss that is meant to be " + call.loss());
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                DjlCall djlCall = new DjlCall(call, construction, manager)) {
            return Stages.run(djlCall, !call.requiresGrad().isEmpty(), DjlPort::rejection);
        }
    }

    private static Optional<Throwable> rejection(Throwable thrown) {
        return Optional.of(thrown)
                .filter(e -> e instanceof EngineException
                        || e instanceof IllegalArgumentException
                        || e instanceof UnsupportedOperationException);
    }
}
