package io.lossparity.bench;

import io.lossparity.losses.Arithmetic;
import io.lossparity.losses.Loss;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Measures our losses, or a copy of their arguments; see {@link BenchWorker}. */
public final class OurWorker {
    private OurWorker() {}

    /** Measures value and gradient in new arrays; with {@code into} in given arrays; with {@code copy} only a copy. */
    public static void main(String[] arguments) throws IOException {
        List<String> modes = List.of(arguments);
        String version = "Java " + Runtime.version();
        if (modes.contains(Contender.FLOOR)) {
            BenchWorker.serve(version, OurWorker::floor);
            return;
        }
        version += ", " + Arithmetic.chosen() + " arithmetic, array functions: " + Loss.math();
        if (modes.contains(Contender.INTO)) {
            BenchWorker.serve(version, OurLosses::callInto);
        } else {
            BenchWorker.serve(version, OurLosses::call);
        }
    }

    /** Returns a call that copies the floating-point arguments once. */
    private static Supplier<?> floor(RowArguments inputs) {
        int bytes = inputs.dtype.equals("float64") ? 8 : 4;
        byte[][] from = inputs.arguments.values().stream()
                .filter(argument -> argument.doubles() != null)
                .map(argument -> new byte[bytes * argument.size()])
                .toArray(byte[][]::new);
        byte[][] to = new byte[from.length][];
        for (int i = 0; i < from.length; i++) {
            to[i] = new byte[from[i].length];
        }
        return () -> {
            for (int i = 0; i < from.length; i++) {
                System.arraycopy(from[i], 0, to[i], 0, from[i].length);
            }
            return to;
        };
    }
}
