package io.lossparity.ports.libtorch;

import io.lossparity.ports.base.Stages;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** libtorch under test. */
public final class LibtorchPort implements LossPort {

    /** Loads the native libraries, which takes seconds and is not part of any case. */
    public LibtorchPort() {
        torch.set_num_threads(1);
    }

    @Override
    public String name() {
        return "libtorch";
    }

    /** Returns the version of the bindings, which begins with libtorch's own. */
    @Override
    public String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Computes the loss; all native memory is freed on return. */
    @Override
    @SuppressWarnings("try") // the scope only has to be open
    public LossOutcome evaluate(LossCall call) throws Exception {
        LibtorchConstruction construction = LibtorchLosses.BY_NAME.get(call.loss());
        if (construction == null) {
            return new Unsupported("torch::nn has no loss " + call.loss());
        }
        try (PointerScope scope = new PointerScope()) {
            return Stages.run(
                    new LibtorchCall(call, construction), !call.requiresGrad().isEmpty(), LibtorchPort::rejection);
        }
    }

    /** JavaCPP throws a plain RuntimeException for any exception that C++ throws. */
    private static Optional<Throwable> rejection(Throwable thrown) {
        return Optional.of(thrown)
                .filter(e -> e.getClass() == RuntimeException.class || e instanceof IllegalArgumentException);
    }
}
