package io.lossparity.mutation;

import static org.junit.jupiter.api.Assertions.fail;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.losses.Arithmetic;
import io.lossparity.ports.lossparity.EveryMethodPort;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;

/**
 * The golden cases of one loss as two tests, one a dtype, that end at the first case which does not pass.
 *
 * <p>Mutation testing runs them many thousand times. So the fixtures are read once a virtual machine, and a case that
 * has failed is asked first from then on: what tells one mutant apart mostly tells the next one of the same method.
 * The order never changes whether a test fails.
 */
public abstract class LossCases {
    /** Longer than a test may take, so that it is the mutation test that ends an endless loop, with its process. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Map<String, Deque<GoldenCase>> READ = new ConcurrentHashMap<>();

    @Test
    void float32() {
        check(DType.FLOAT32);
    }

    @Test
    void float64() {
        check(DType.FLOAT64);
    }

    /** Is told of the first case that does not pass, and fails here. */
    protected void failed(Verdict verdict) {
        fail(verdict.word() + ": " + verdict.message());
    }

    /**
     * Looks at the cases of a loss and type, all of which passed; does nothing here.
     *
     * @throws AssertionError if something is wrong with them together
     */
    protected void together(String loss, DType dtype, List<CaseLine> passed) {}

    /** Returns the loss: the name of the class. */
    private String loss() {
        return getClass().getSimpleName();
    }

    private void check(DType dtype) {
        Deque<GoldenCase> cases = READ.computeIfAbsent(loss() + "/" + dtype, key -> read(loss(), dtype));
        LossPort port = port(loss());
        List<CaseLine> passed = new ArrayList<>();
        try (CaseChecker checker =
                new CaseChecker(new PortRunner(port, TIMEOUT), new Judge(Tolerances.bundled(), port.name()))) {
            for (GoldenCase goldenCase : List.copyOf(cases)) {
                CaseResult result = checker.check(goldenCase).result();
                if (!(result.verdict() instanceof Verdict.Passed)) {
                    cases.remove(goldenCase);
                    cases.addFirst(goldenCase);
                    failed(result.verdict());
                    return;
                }
                passed.add(CaseLine.of(goldenCase.at(), goldenCase.call(), result));
            }
        }
        together(loss(), dtype, passed);
    }

    /** Returns what to ask; here every public method of the loss. */
    protected LossPort port(String loss) {
        // The fast CTCLoss computes its value in another way where the gradient is asked for, too.
        boolean otherBits = Arithmetic.chosen() == Arithmetic.FAST && loss.equals("CTCLoss");
        return new EveryMethodPort(otherBits ? 4 : 0);
    }

    private static Deque<GoldenCase> read(String loss, DType dtype) {
        GoldenData data = GoldenData.bundled();
        CaseSelection selection = CaseSelection.all().withLosses(List.of(loss)).withDTypes(List.of(dtype));
        List<GoldenCase> cases = data.fixtures(selection)
                .flatMap(fixture -> fixture.cases().stream())
                .toList();
        if (cases.isEmpty() || cases.size() != data.count(selection)) {
            throw new IllegalStateException(loss + " has " + cases.size() + " cases of " + dtype.torchName()
                    + ", but the manifest counts " + data.count(selection));
        }
        return new ConcurrentLinkedDeque<>(cases);
    }
}
