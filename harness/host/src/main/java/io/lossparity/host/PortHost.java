package io.lossparity.host;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The main class of a virtual machine that runs a port from a jar.
 *
 * <p>The class path of that machine has only this class and {@code io.lossparity.spi}. The server of the port has a
 * separate class loader, which is not the parent of any other, so a port cannot reach it. Neither has golden data.
 */
public final class PortHost {
    private PortHost() {}

    /**
     * Starts a server for a port.
     *
     * @param args the server's class path, its main class, and that class's arguments
     * @throws ReflectiveOperationException if the class does not exist
     * @throws MalformedURLException if a part of the class path is not a file
     */
    public static void main(String[] args) throws ReflectiveOperationException, MalformedURLException {
        String[] places = args[0].split(File.pathSeparator, -1);
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = Path.of(places[i]).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader("lossparity-server", urls, PortHost.class.getClassLoader());
        Class<?> server = loader.loadClass(args[1]);
        try {
            server.getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the server of the port failed", e.getCause());
        }
    }
}
