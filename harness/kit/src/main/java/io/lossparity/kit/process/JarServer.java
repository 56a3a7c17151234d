package io.lossparity.kit.process;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.run.ExitGuard;
import io.lossparity.kit.run.NoSuchPortException;
import io.lossparity.kit.run.PortJar;
import io.lossparity.kit.run.ThrowableText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Answers the protocol for a port in a jar, in a virtual machine of its own.
 *
 * <p>The port has other standard streams than this class, so it cannot read a question or print a reply by mistake.
 */
public final class JarServer {
    private static final int NO_PORT = 2;
    private static final int REFUSED = 3;
    private static final int FAILURE = 4;

    private JarServer() {}

    /** Returns a class from each jar that this class needs. */
    public static List<Class<?>> needs() {
        return List.of(JarServer.class, ObjectMapper.class, JsonFactory.class, JsonTypeInfo.class);
    }

    /**
     * Serves the port until the harness says goodbye.
     *
     * @param args the port, as {@link PortJar#open} takes it
     */
    public static void main(String[] args) {
        ExitGuard.open(); // until the process ends
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        int exitCode;
        try (InputStream questions = new FileInputStream(FileDescriptor.in);
                OutputStream replies = new FileOutputStream(FileDescriptor.out)) {
            new PortServer(PortJar.open(args[0])).serve(questions, replies);
            exitCode = 0;
        } catch (NoSuchPortException e) {
            System.err.println("lossparity: " + e.getMessage());
            exitCode = NO_PORT;
        } catch (RefusedInputException e) {
            System.err.println("lossparity: " + e.sentence());
            exitCode = REFUSED;
        } catch (IOException e) {
            System.err.println("lossparity: the harness can't be understood: " + e.getMessage());
            exitCode = FAILURE;
        } catch (Throwable e) { // errors of the virtual machine
            System.err.println("lossparity: the server of the port failed: " + ThrowableText.summary(e));
            exitCode = FAILURE;
        }
        System.err.flush();
        Runtime.getRuntime().halt(exitCode); // a thread or hook that the port left must not delay the end
    }
}
