package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.lossparity.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls into the caller's arrays allocate no array that grows with the arguments. */
class AllocationTest {
    private static final long LIMIT =
            3072; // the objects of a call, such as shapes; a row has at least 2400 bytes, an argument 38400
    private static final int ROWS = 16;
    private static final int COLUMNS = 600;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> calls() {
        return Examples.losses().flatMap(loss -> Stream.of(true, false).map(single -> Arguments.of(loss, single)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void valueAndGradientsAllocateLittle(Loss loss, boolean single) {
        Tensor[] arguments = new Examples(single, ROWS, COLUMNS).arguments(loss);
        assertAllocatesLittle(loss, into(loss, single, true, List.of(), arguments), arguments);
        assertAllocatesLittle(loss, into(loss, single, false, loss.trained(), arguments), arguments);
        assertAllocatesLittle(loss, into(loss, single, true, loss.trained(), arguments), arguments);
    }

    private static Into into(Loss loss, boolean single, boolean value, List<String> gradients, Tensor[] arguments) {
        Into into = new Into();
        if (value) {
            into = single ? into.value(new float[1]) : into.value(new double[1]);
        }
        for (String name : gradients) {
            int size = arguments[loss.arguments().indexOf(name)].size();
            into = single ? into.gradient(name, new float[size]) : into.gradient(name, new double[size]);
        }
        return into;
    }

    private static void assertAllocatesLittle(Loss loss, Into into, Tensor[] arguments) {
        long least = Long.MAX_VALUE;
        for (int call = 0; call < 40 && least > LIMIT / 3; call++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            loss.compute(into, arguments);
            least = Math.min(
                    least,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertTrue(least <= LIMIT, loss + " allocates " + least + " bytes");
    }
}
