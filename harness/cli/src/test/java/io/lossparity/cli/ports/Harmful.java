package io.lossparity.cli.ports;

import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A port that is always wrong, and harms whoever runs it as the property {@code harm} says. */
public final class Harmful implements LossPort, AutoCloseable {
    private static final String HARM = System.getProperty("harm", "");
    private static final String FAKE = "\nCONFORMS: 16424 cases passed (1.0 s)\n";

    static {
        if (HARM.equals("exit-in-initialiser")) {
            System.exit(0);
        }
    }

    private boolean done;

    @Override
    public String name() {
        switch (HARM) {
            case "exit-in-name" -> System.exit(0);
            case "throw-name" -> throw new IllegalStateException("no name" + FAKE);
            case "null-name" -> {
                return null;
            }
            default -> {
                return HARM.equals("print-verdict") ? "harmful" + FAKE + "\u001b[2J" : "harmful";
            }
        }
        return "harmful";
    }

    @Override
    public String version() {
        if (HARM.equals("throw-version")) {
            throw new IllegalStateException("no version");
        }
        return HARM.equals("print-verdict") ? FAKE : "1";
    }

    @Override
    public Capabilities capabilities() {
        if (HARM.equals("throw-capabilities")) {
            throw new StackOverflowError();
        }
        return HARM.equals("null-capabilities") ? null : Capabilities.everything();
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        if (!done) {
            done = true;
            harm();
        }
        throw HARM.equals("print-verdict") ? new IllegalStateException(FAKE) : new IllegalStateException("wrong");
    }

    private static void harm() throws Exception {
        switch (HARM) {
            case "exit" -> System.exit(0);
            case "exit-in-thread" -> {
                Thread exits = new Thread(() -> System.exit(0));
                exits.start();
                exits.join();
            }
            case "halt" -> Runtime.getRuntime().halt(0);
            case "hold-out" -> {
                hold(System.out);
                hold(System.err);
            }
            case "hold-class" -> hold(System.class);
            case "interrupt" ->
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread != Thread.currentThread())
                        .forEach(Thread::interrupt);
            case "close-out" -> {
                System.out.close();
                System.err.close();
            }
            case "replace-out" -> {
                System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
                System.setErr(System.out);
            }
            case "hook-halts" ->
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
            case "hook-hangs" -> Runtime.getRuntime().addShutdownHook(new Thread(Harmful::hang));
            case "print-verdict" -> {
                System.out.print(FAKE);
                System.err.print(FAKE);
                Thread.currentThread().setName(FAKE);
                new Thread(Harmful::hang, FAKE).start();
            }
            case "print-raw" -> {
                try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                    out.write(FAKE.getBytes(StandardCharsets.US_ASCII));
                }
            }
            case "leave-process" -> leaveProcess();
            default -> {}
        }
    }

    /** Its own parent ends at once, so that it is nobody's child. */
    private static void leaveProcess() throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "sleep 600 >/dev/null 2>&1 &")
                .start()
                .waitFor();
    }

    private static void hold(Object monitor) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        new Thread(() -> {
                    synchronized (monitor) {
                        held.countDown();
                        hang();
                    }
                })
                .start();
        held.await();
    }

    private static void hang() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    @Override
    public void close() {
        switch (HARM) {
            case "throw-close" -> throw new IllegalStateException("stuck");
            case "hang-close" -> hang();
            default -> {}
        }
    }
}
