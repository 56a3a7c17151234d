package io.lossparity.kit.verdict;

import io.lossparity.kit.text.Plural;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossSupport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a port supports what it declares by name: a loss, and an element type, a parameter or a gradient of the
 * loss. The port must support at least one of the cases that need it.
 *
 * <p>A port without restrictions is asked everything and declares nothing. Capabilities cannot exclude single values; a
 * port answers {@code Unsupported} to such calls. Not thread-safe.
 */
public final class DeclaredSupport {
    private final Capabilities capabilities;
    private final Map<String, Map<String, Count>> byLoss = new LinkedHashMap<>();

    private static final class Count {
        private long cases;
        private long supported;
    }

    /** Starts counting the cases of a port. */
    public DeclaredSupport(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /**
     * Adds a case.
     *
     * @param call the call as the port was asked; its inputs do not matter
     * @param supported whether the port supports it
     */
    public void add(LossCall call, boolean supported) {
        LossSupport support =
                capabilities.losses().map(losses -> losses.get(call.loss())).orElse(null);
        if (support == null || capabilities.missing(call).isPresent()) {
            return;
        }
        count(call.loss(), "", supported);
        support.dtypes()
                .ifPresent(dtypes -> count(call.loss(), " in " + call.dtype().torchName(), supported));
        support.parameters()
                .ifPresent(parameters -> call.params().forEach((name, value) -> {
                    if (value != null && parameters.contains(name)) {
                        count(call.loss(), " with the parameter " + name, supported);
                    }
                }));
        support.gradients()
                .ifPresent(gradients -> call.requiresGrad()
                        .forEach(name -> count(call.loss(), " with the gradient of " + name, supported)));
    }

    private void count(String loss, String what, boolean supported) {
        Count count =
                byLoss.computeIfAbsent(loss, key -> new LinkedHashMap<>()).computeIfAbsent(what, key -> new Count());
        count.cases++;
        count.supported += supported ? 1 : 0;
    }

    /** Returns what the port declares but does not support, in words. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        byLoss.forEach((loss, counts) -> {
            if (counts.get("").supported == 0) {
                problems.add(problem(loss, "", counts.get("")));
                return;
            }
            counts.forEach((what, count) -> {
                if (count.supported == 0) {
                    problems.add(problem(loss, what, count));
                }
            });
        });
        return problems;
    }

    private static String problem(String loss, String what, Count count) {
        return "the port declares " + loss + what + ", but supports none of "
                + Plural.of(count.cases, "case", "that needs it", "that need it");
    }
}
