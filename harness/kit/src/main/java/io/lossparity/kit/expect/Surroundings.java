package io.lossparity.kit.expect;

import java.util.Locale;

/**
 * What an expectation may depend on besides the case.
 *
 * @param port the port's version
 * @param java the version of Java
 * @param os the operating system's name in lower case, for example {@code linux}
 * @param arch the processor's architecture, for example {@code amd64}
 */
public record Surroundings(String port, String java, String os, String arch) {

    /** Returns the surroundings of a port of the given version in this virtual machine. */
    public static Surroundings here(String portVersion) {
        return new Surroundings(
                portVersion,
                System.getProperty("java.version"),
                System.getProperty("os.name").toLowerCase(Locale.ROOT),
                System.getProperty("os.arch"));
    }
}
