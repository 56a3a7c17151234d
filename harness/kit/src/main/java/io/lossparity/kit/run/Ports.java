package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.spi.LossPort;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The ports that {@code META-INF/services/io.lossparity.spi.LossPort} names, by their names. */
public final class Ports {
    private final Map<String, LossPort> byName;
    private final List<ServiceConfigurationError> broken;

    private Ports(Map<String, LossPort> byName, List<ServiceConfigurationError> broken) {
        this.byName = byName;
        this.broken = broken;
    }

    /**
     * Finds every port that a class loader sees.
     *
     * <p>A port that cannot be loaded is left out; messages name it if no other port has the requested name.
     *
     * @throws NoSuchPortException if two ports have the same name, or one has none
     */
    public static Ports of(ClassLoader loader) {
        Map<String, LossPort> byName = new TreeMap<>();
        List<ServiceConfigurationError> broken = new ArrayList<>();
        Iterator<LossPort> found = ServiceLoader.load(LossPort.class, loader).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return new Ports(byName, broken);
                }
                register(found.next(), byName);
            } catch (ServiceConfigurationError e) {
                broken.add(e);
            } catch (LinkageError e) {
                broken.add(new ServiceConfigurationError("a class can't be linked", e));
            }
        }
    }

    /** Returns the names of the ports in alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * Returns the port with the given name.
     *
     * @throws NoSuchPortException if there is none; the message lists the known ones
     */
    public LossPort named(String name) {
        LossPort port = byName.get(name);
        if (port != null) {
            return port;
        }
        StringBuilder message = new StringBuilder("no port is named '" + name + "'; ");
        message.append(byName.isEmpty() ? "no port was found at all" : "known: " + String.join(", ", byName.keySet()));
        throw refusal(message);
    }

    /**
     * Returns the only port.
     *
     * @param place the place that was searched, for messages
     * @throws NoSuchPortException if there is none that can be loaded, or more than one
     */
    LossPort only(String place) {
        if (byName.size() == 1) {
            return byName.values().iterator().next();
        }
        throw refusal(new StringBuilder(place + " has " + (byName.isEmpty() ? "no port" : "several ports")));
    }

    private NoSuchPortException refusal(StringBuilder message) {
        for (ServiceConfigurationError error : broken) {
            message.append("; could not load a port: ")
                    .append(ForeignText.line(error.getMessage(), ForeignText.MESSAGE));
            if (error.getCause() != null) {
                message.append(": ").append(ThrowableText.summary(error.getCause()));
            }
        }
        return new NoSuchPortException(message.toString(), broken.isEmpty() ? null : broken.get(0));
    }

    private static void register(LossPort found, Map<String, LossPort> byName) {
        LossPort port = GuardedPort.of(found);
        LossPort other = byName.put(port.name(), port);
        if (other != null) {
            throw new NoSuchPortException(
                    "two ports are named '" + port.name() + "': " + type(other) + " and " + type(port), null);
        }
    }

    private static String type(LossPort port) {
        LossPort found = port instanceof GuardedPort guarded ? guarded.port() : port;
        return ForeignText.line(found.getClass().getName(), ForeignText.NAME);
    }
}
