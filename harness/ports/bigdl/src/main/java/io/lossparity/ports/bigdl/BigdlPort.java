package io.lossparity.ports.bigdl;

import com.intel.analytics.bigdl.nn.abstractnn.AbstractCriterion;
import com.intel.analytics.bigdl.utils.Engine;
import io.lossparity.ports.base.Stages;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.LossSupport;
import java.util.Optional;
import java.util.TreeSet;

/** BigDL's criterions under test. */
public final class BigdlPort implements LossPort {

    /** Starts BigDL's thread pools, without a Spark cluster. */
    public BigdlPort() {
        System.setProperty("bigdl.localMode", "true");
        System.setProperty("bigdl.coreNumber", "1");
        Engine.init();
    }

    @Override
    public String name() {
        return "bigdl";
    }

    /** Returns the version of BigDL's jar, which only its file name has. */
    @Override
    public String version() {
        return Optional.ofNullable(AbstractCriterion.class.getProtectionDomain().getCodeSource())
                .map(source -> source.getLocation().getPath().replaceAll(".*SPARK_2\\.4-|\\.jar$", ""))
                .orElse("unknown");
    }

    /** A criterion has only the gradient of its input, which is a pair for two of the criterions. */
    @Override
    public Capabilities capabilities() {
        return Capabilities.of(new TreeSet<>(Criterions.BY_NAME.keySet())
                .stream()
                        .map(loss -> LossSupport.of(loss).withGradients(Criterions.gradients(loss)))
                        .toArray(LossSupport[]::new));
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        BigdlConstruction construction = Criterions.BY_NAME.get(call.loss());
        if (construction == null) {
            return new Unsupported("BigDL has no criterion that is meant to be " + call.loss());
        }
        return Stages.run(
                new BigdlCall(call, construction), !call.requiresGrad().isEmpty(), BigdlPort::rejection);
    }

    /** Scala's {@code require} and {@code assert} throw these, the latter from a pool's thread, wrapped. */
    private static Optional<Throwable> rejection(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Optional.of(root)
                .filter(e -> e instanceof IllegalArgumentException
                        || e instanceof UnsupportedOperationException
                        || e instanceof AssertionError);
    }
}
