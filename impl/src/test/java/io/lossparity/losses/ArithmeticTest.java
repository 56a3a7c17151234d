package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Int64Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The arithmetic is chosen once for a virtual machine: here it is PyTorch's, in the processes that are started the fast one. */
class ArithmeticTest {
    private static final int FRAMES = 40;
    private static final int CLASSES = 5;

    @Test
    void theFastOneHasOtherBitsWithinTheRoundingsOfTheDtype() throws IOException, InterruptedException {
        List<String> parity = answers();
        List<String> fast = started("-Dlossparity.arithmetic=fast");
        assertEquals("parity", parity.get(0));
        assertEquals("fast", fast.get(0));
        int others = 0;
        for (int i = 1; i < parity.size(); i++) {
            double expected = Double.parseDouble(parity.get(i));
            assertEquals(expected, Double.parseDouble(fast.get(i)), 1e-5 * Math.max(1, Math.abs(expected)));
            others += parity.get(i).equals(fast.get(i)) ? 0 : 1;
        }
        assertTrue(others > parity.size() / 10, others + " of " + parity.size());
    }

    @Test
    void aProgramCanChooseIt() throws IOException, InterruptedException {
        assertEquals(started("-Dlossparity.arithmetic=fast"), started("-Dchoose=true"));
    }

    @Test
    void nobodyCanChangeIt() {
        Arithmetic.PARITY.choose();
        assertThrows(IllegalStateException.class, Arithmetic.FAST::choose);
        assertEquals(Arithmetic.PARITY, Arithmetic.chosen());
        assertEquals("parity", System.getProperty("lossparity.arithmetic"));
    }

    @Test
    void whoTriesLeavesThePropertyAsItWas() {
        String property = "lossparity.arithmetic";
        String before = System.getProperty(property);
        try {
            System.setProperty(property, "fast"); // too late
            assertThrows(IllegalStateException.class, Arithmetic.FAST::choose);
            assertEquals("fast", System.getProperty(property));
            System.clearProperty(property);
            assertThrows(IllegalStateException.class, Arithmetic.FAST::choose);
            assertEquals(Arithmetic.chosen().toString(), System.getProperty(property));
        } finally {
            System.setProperty(property, before == null ? Arithmetic.chosen().toString() : before);
        }
    }

    @Test
    void codeForWholeArraysIsNamed() {
        assertTrue(Loss.math().matches("(plain|vector) \\(.+\\)"), Loss.math());
    }

    @Test
    void anotherNameIsRefused() throws IOException, InterruptedException {
        String said = String.join(" ", started("-Dlossparity.arithmetic=quick"));
        assertTrue(said.contains("lossparity.arithmetic is parity or fast, but was quick"), said);
    }

    /** What underflows as a probability has the bits of the other arithmetic's steps, with other logarithms. */
    @Test
    void sequencesThatUnderflowAreComputedWithLogarithms() throws IOException, InterruptedException {
        List<String> fast = started("-Dlossparity.arithmetic=fast");
        double last = Double.parseDouble(fast.get(fast.size() - 1));
        assertTrue(last > 40_000 && last < 1e6, "a loss of " + last);
        assertNotEquals(fast.get(fast.size() - 1), fast.get(fast.size() - 2));
    }

    private static List<String> started(String option) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Computes.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return List.of(output.split("\\R", -1)).stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Prints the answers of the losses. */
    static final class Computes {
        private Computes() {}

        public static void main(String[] arguments) {
            if (Boolean.getBoolean("choose")) {
                Arithmetic.FAST.choose();
            }
            System.out.println(String.join("\n", answers()));
        }
    }

    /** Returns the arithmetic, and what losses with exponentials, logarithms and long sums compute. */
    private static List<String> answers() {
        List<String> answers = new ArrayList<>(List.of(Arithmetic.chosen().toString()));
        Random random = new Random(3);
        Float32Tensor input = gaussians(random, 1, FRAMES, CLASSES);
        Int64Tensor classes =
                Int64Tensor.vector(random.longs(FRAMES, 0, CLASSES).toArray());
        CrossEntropyLoss entropy = new CrossEntropyLoss();
        add(answers, entropy.forward(input, classes));
        add(answers, entropy.backward(input, classes));
        add(answers, new SoftMarginLoss().backward(input, gaussians(random, 1, FRAMES, CLASSES)));
        Int64Tensor targets = Int64Tensor.of(new int[] {1, 3}, 1, 1, 4);
        Int64Tensor frames = Int64Tensor.vector(FRAMES);
        Int64Tensor labels = Int64Tensor.vector(3);
        Float32Tensor sequence = gaussians(random, 1, FRAMES, 1, CLASSES);
        CTCLoss ctc = new CTCLoss().withReduction(Reduction.SUM);
        add(answers, ctc.backward(sequence, targets, frames, labels));
        add(answers, ctc.forward(sequence, targets, frames, labels));
        float[] large = new float[FRAMES * CLASSES];
        for (int i = 0; i < large.length; i++) {
            large[i] = -2000 - i;
        }
        add(answers, ctc.forward(Float32Tensor.of(new int[] {FRAMES, 1, CLASSES}, large), targets, frames, labels));
        return answers;
    }

    private static Float32Tensor gaussians(Random random, double scale, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return Float32Tensor.of(shape, values);
    }

    private static void add(List<String> answers, Float32Tensor tensor) {
        for (float value : tensor.toArray()) {
            answers.add(Float.toString(value));
        }
    }
}
