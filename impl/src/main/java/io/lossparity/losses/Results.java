package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results in tensors of their own. */
final class Results extends Into {
    private ValueAndGradient<FloatTensor, Map<String, FloatTensor>> results;

    /** Returns the value, and the gradients of the trained arguments by name. */
    ValueAndGradient<FloatTensor, Map<String, FloatTensor>> results() {
        return results;
    }

    @Override
    void take(Loss loss, Call<FloatTensor> call) {
        ValueAndGradient<FloatTensor, List<FloatTensor>> both = call.both(call.one());
        Map<String, FloatTensor> gradients = new LinkedHashMap<>();
        for (int i = 0; i < both.gradient().size(); i++) {
            gradients.put(loss.trained().get(i), own(both.gradient().get(i)));
        }
        results = new ValueAndGradient<>(own(both.value()), Collections.unmodifiableMap(gradients));
    }

    private static FloatTensor own(FloatTensor tensor) {
        return Kernels.in(Memory.NEW, tensor);
    }
}
