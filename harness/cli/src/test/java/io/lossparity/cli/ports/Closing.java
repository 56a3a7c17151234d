package io.lossparity.cli.ports;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A port that is always wrong, and keeps a diary of its openings and closings beside its classes. */
public final class Closing implements LossPort, AutoCloseable {
    /** The diary's name. */
    public static final String DIARY = "diary.txt";

    /** Opens the port. */
    public Closing() {
        write("opened");
    }

    @Override
    public String name() {
        return "closing";
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        System.out.println("asked");
        return new LossOutcome.Computed(TensorValue.ofFloats(new int[0], 42), Map.of(), List.of("42 is the answer"));
    }

    @Override
    public void close() {
        write("closed");
    }

    private static void write(String line) {
        try {
            Path home = Path.of(Closing.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Files.writeString(home.resolve(DIARY), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
