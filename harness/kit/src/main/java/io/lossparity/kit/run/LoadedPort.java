package io.lossparity.kit.run;

import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.net.URLClassLoader;

/** A port from a jar. While it is asked, its class loader is the thread's context class loader. */
record LoadedPort(LossPort port, URLClassLoader loader) implements LossPort, AutoCloseable {

    @Override
    public String name() {
        return PortThreads.withLoader(loader, port::name);
    }

    @Override
    public String version() {
        return PortThreads.withLoader(loader, port::version);
    }

    @Override
    public String environment() {
        return PortThreads.withLoader(loader, port::environment);
    }

    @Override
    public Capabilities capabilities() {
        return PortThreads.withLoader(loader, port::capabilities);
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return port.evaluate(call);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        try (loader) {
            if (port instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the port can't be closed", e);
        }
    }
}
