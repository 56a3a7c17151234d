package io.lossparity.cli.ports;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;

/** A port that looks for the expected answers wherever its virtual machine lets it, and says what it has found. */
public final class Spying implements LossPort {
    private static final List<String> ANSWERS =
            List.of("golden-data/manifest.json", "golden-data/MSELoss/float32.json", "golden-data/noise.json");
    private static final List<String> CLASSES = List.of(
            "io.lossparity.kit.fixture.GoldenData",
            "io.lossparity.kit.run.PortRunner",
            "io.lossparity.cli.Main",
            "io.lossparity.losses.MSELoss",
            "com.fasterxml.jackson.databind.ObjectMapper");

    @Override
    public String name() {
        return "spying";
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        Set<String> found = new TreeSet<>();
        for (ClassLoader loader : handed()) {
            lookForAnswers(loader, found);
            for (String name : CLASSES) {
                lookForClass(loader, name, found);
            }
        }
        for (ClassLoader loader : spied()) {
            lookForAnswers(loader, found);
        }
        lookIntoTheClassPath(found);
        System.getProperties().forEach((key, value) -> lookAt("property " + key, String.valueOf(value), found));
        System.getenv().forEach((key, value) -> {
            if (key.startsWith("LOSSPARITY")) {
                lookAt("variable " + key, value, found);
            }
        });
        ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(option -> lookAt("option", option, found));
        return new LossOutcome.Rejected(LossOutcome.Stage.FORWARD, "found " + found);
    }

    /** The class loaders that a port is handed. */
    private static Set<ClassLoader> handed() {
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        add(loaders, Spying.class.getClassLoader());
        add(loaders, LossPort.class.getClassLoader());
        add(loaders, ClassLoader.getSystemClassLoader());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            add(loaders, thread.getContextClassLoader());
        }
        return loaders;
    }

    /** Those of its callers, whose classes a stack walker tells. */
    private static Set<ClassLoader> spied() {
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .forEach(frame -> add(loaders, frame.getDeclaringClass().getClassLoader()));
        for (ClassLoader loader : handed()) {
            add(loaders, loader.getClass().getClassLoader());
        }
        return loaders;
    }

    private static void add(Set<ClassLoader> loaders, ClassLoader first) {
        for (ClassLoader loader = first; loader != null; loader = loader.getParent()) {
            loaders.add(loader);
        }
    }

    private static void lookForAnswers(ClassLoader loader, Set<String> found) {
        for (String answer : ANSWERS) {
            if (loader.getResource(answer) != null) {
                found.add(answer + " by " + loader.getName());
            }
        }
    }

    private static void lookForClass(ClassLoader loader, String name, Set<String> found) {
        try {
            Class.forName(name, false, loader);
            found.add(name + " by " + loader.getName());
        } catch (ClassNotFoundException | LinkageError e) {
            return;
        }
    }

    private static void lookIntoTheClassPath(Set<String> found) {
        List<String> places =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        for (String place : places) {
            if (!place.endsWith(".jar")) {
                continue;
            }
            try (JarFile jar = new JarFile(place)) {
                if (jar.getManifest() != null
                        && jar.getManifest().getMainAttributes().getValue("Class-Path") != null) {
                    found.add("the class path of " + place);
                }
                for (String answer : ANSWERS) {
                    if (jar.getEntry(answer) != null) {
                        found.add(answer + " in " + place);
                    }
                }
            } catch (IOException e) {
                found.add(e.toString());
            }
        }
    }

    private static void lookAt(String where, String text, Set<String> found) {
        if (text.contains("golden") || text.contains("lossparity.home")) {
            found.add(where);
        }
    }
}
