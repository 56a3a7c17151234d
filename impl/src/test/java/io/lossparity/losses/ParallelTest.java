package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.memory.ReusedMemory;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Results do not depend on the number of threads, by no bit. */
class ParallelTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(7);

    @AfterAll
    static void close() {
        POOL.shutdown();
    }

    static Stream<Arguments> calls() {
        return Examples.losses()
                .flatMap(loss -> Stream.of(
                        Arguments.of(loss, true),
                        Arguments.of(loss, false),
                        Arguments.of(loss.withReduction(Reduction.NONE), true)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anyNumberOfThreadsGivesTheSameBits(Loss loss, boolean single) {
        Examples examples = new Examples(single, 132, 1000); // enough for eight parts
        Tensor[] arguments = examples.arguments(loss);
        FloatTensor g = examples.floats(examples.outputShape(loss), () -> 0.75);
        Object[] expected = results(loss, single, new Into().gradOutput(g), g.size(), arguments);
        for (int threads : new int[] {1, 2, 3, 8}) {
            Into into = new Into().gradOutput(g).parallel(POOL, threads);
            assertArrayEquals(expected, results(loss, single, into, g.size(), arguments), threads + " threads");
        }
    }

    /** The last block may hold a single element. */
    @Test
    void lastElementsAreComputedToo() {
        for (int size : new int[] {(1 << 15) + 1, (1 << 15) + 1023, 1 << 15}) {
            Examples examples = new Examples(true, 1, size);
            Loss loss = new MSELoss(Reduction.NONE);
            Tensor[] arguments = examples.arguments(loss);
            FloatTensor g = examples.floats(examples.outputShape(loss), () -> 0.75);
            assertArrayEquals(
                    results(loss, true, new Into().gradOutput(g), size, arguments),
                    results(loss, true, new Into().gradOutput(g).parallel(POOL, 2), size, arguments));
        }
    }

    /** Returns the value and the gradients of what one trains. */
    private static Object[] results(Loss loss, boolean single, Into into, int size, Tensor... arguments) {
        List<Object> results = new ArrayList<>();
        results.add(single ? new float[size] : new double[size]);
        for (String name : loss.trained()) {
            int length = arguments[loss.arguments().indexOf(name)].size();
            Object array = single ? new float[length] : new double[length];
            results.add(array);
            if (single) {
                into.value((float[]) results.get(0)).gradient(name, (float[]) array);
            } else {
                into.value((double[]) results.get(0)).gradient(name, (double[]) array);
            }
        }
        loss.compute(into, arguments);
        return results.toArray();
    }

    @Test
    void executorWithoutAThreadDelaysNothing() {
        float[] x = new float[1 << 17];
        float[] gradient = new float[x.length];
        Float32Tensor input = Float32Tensor.wrap(new int[] {x.length}, x);
        List<Runnable> never = new ArrayList<>();
        new L1Loss(Reduction.SUM)
                .compute(
                        new Into().gradient("input", gradient).parallel(never::add, 4),
                        input,
                        Float32Tensor.scalar(-1));
        assertEquals(3, never.size());
        assertEquals(1f, gradient[x.length - 1]);
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        new L1Loss(Reduction.SUM)
                .compute(new Into().gradient("input", gradient).parallel(full, 4), input, Float32Tensor.scalar(1));
        assertEquals(-1f, gradient[x.length - 1]);
        assertThrows(IllegalArgumentException.class, () -> new Into().parallel(full, 0));
    }

    @Test
    void otherThreadsTakePart() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier both = new CyclicBarrier(2);
        ReusedMemory memory = new ReusedMemory();
        memory.share(POOL, 2);
        memory.run(memory.parts(1 << 20), part -> {
            threads.add(Thread.currentThread());
            try {
                both.await(30, TimeUnit.SECONDS); // the one goes on only if the other is there
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(2, threads.size());
        assertTrue(threads.contains(Thread.currentThread()));
    }

    @Test
    void failureReachesTheCaller() {
        ReusedMemory memory = new ReusedMemory();
        memory.share(POOL, 4);
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> memory.run(4, part -> {
                    throw new ArithmeticException("part " + part);
                }));
        assertInstanceOf(ArithmeticException.class, failure.getCause());
    }
}
