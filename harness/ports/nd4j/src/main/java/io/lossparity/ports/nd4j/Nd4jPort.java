package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.StagedCall;
import io.lossparity.ports.base.Stages;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.LossSupport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's losses under test. */
public final class Nd4jPort implements LossPort {
    private static final String POM_PROPERTIES = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

    /** Loads the native libraries, which takes seconds and is not part of any case. */
    public Nd4jPort() {
        ND4JClassLoading.setNd4jClassloader(Nd4jPort.class.getClassLoader());
        Nd4j.scalar(0);
    }

    @Override
    public String name() {
        return "nd4j";
    }

    /** Returns the version of nd4j-api that Maven wrote into the jar; ND4J's own VersionCheck does not find it. */
    @Override
    public String version() {
        Properties properties = new Properties();
        try (InputStream stream = Nd4j.class.getResourceAsStream(POM_PROPERTIES)) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public Capabilities capabilities() {
        TreeMap<String, LossSupport> losses = new TreeMap<>();
        Graphs.BY_NAME.keySet().forEach(loss -> losses.put(loss, LossSupport.of(loss)));
        LossFunctions.BY_NAME
                .keySet()
                .forEach(loss -> losses.put(loss, LossSupport.of(loss).withGradients("input")));
        losses.put("CTCLoss", LossSupport.of("CTCLoss").withGradients("logProbs"));
        return Capabilities.of(losses.values().toArray(LossSupport[]::new));
    }

    /** Computes the loss; ND4J frees native memory itself, when its arrays are collected. */
    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        StagedCall staged;
        if (call.loss().equals("CTCLoss")) {
            staged = new CtcCall(call);
        } else if (Graphs.BY_NAME.containsKey(call.loss())) {
            staged = new GraphCall(call, Graphs.BY_NAME.get(call.loss()));
        } else if (LossFunctions.BY_NAME.containsKey(call.loss())) {
            staged = new LossFunctionCall(call, LossFunctions.BY_NAME.get(call.loss()));
        } else {
            return new Unsupported("ND4J has no loss that is meant to be " + call.loss());
        }
        return Stages.run(staged, !call.requiresGrad().isEmpty(), Nd4jPort::rejection);
    }

    /** A native operation that fails throws a plain RuntimeException, checks throw the others. */
    private static Optional<Throwable> rejection(Throwable thrown) {
        return Optional.of(thrown)
                .filter(e -> e.getClass() == RuntimeException.class
                        || e instanceof IllegalArgumentException
                        || e instanceof IllegalStateException
                        || e instanceof UnsupportedOperationException);
    }
}
