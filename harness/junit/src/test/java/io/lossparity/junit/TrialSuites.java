package io.lossparity.junit;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.ports.DeclaredPort;
import io.lossparity.kit.ports.PerturbedPort;
import io.lossparity.kit.ports.ReplayPort;
import io.lossparity.kit.ports.WrongPort;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.LossSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Classes as authors of ports write them; they differ in the port, or in what they expect of it. */
final class TrialSuites {
    private TrialSuites() {}

    static final CaseSelection FEW = CaseSelection.all().withLosses(List.of("MSELoss"));
    static final GoldenData BUNDLED = GoldenData.bundled();
    static final LossPort REPLAY = new ReplayPort(BUNDLED, FEW);
    static GoldenData data = BUNDLED;

    /** Where expectations go. */
    static Path folder;

    /** A class over one loss, so that its port's defect is the only difference. */
    abstract static class Few extends PortConformance {
        @Override
        GoldenData golden() {
            return data;
        }

        @Override
        public List<String> losses() {
            return List.of("MSELoss");
        }

        /** The port of these tests knows the answers to golden cases only. */
        @Override
        public String relations() {
            return "none";
        }

        static Optional<Path> file(String text) {
            try {
                return Optional.of(Files.writeString(folder.resolve("my.txt"), text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        LossPort right() {
            return data == BUNDLED ? REPLAY : new ReplayPort(data, CaseSelection.all());
        }

        @Override
        public LossPort port() {
            return right();
        }
    }

    static class RightPort extends Few {}

    static class EveryLoss extends Few {
        @Override
        public List<String> losses() {
            return List.of();
        }
    }

    static class DoubledGradient extends Few {
        @Override
        public LossPort port() {
            return WrongPort.GRADIENT_DOUBLED.over(right());
        }
    }

    static class SupportsHalf extends Few {
        @Override
        public LossPort port() {
            return new PerturbedPort(
                    "half",
                    right(),
                    (call, answer) -> "sum".equals(call.params().get("reduction"))
                            ? new LossOutcome.Unsupported("no sums")
                            : answer);
        }
    }

    /** Has MSELoss in float64 alone; what is selected has four files. */
    static class DeclaresFloat64 extends RightPort {
        @Override
        public List<String> losses() {
            return List.of("MSELoss", "L1Loss");
        }

        @Override
        public LossPort port() {
            return new DeclaredPort(
                    right(), Capabilities.of(LossSupport.of("MSELoss").withDTypes(DType.FLOAT64)));
        }
    }

    static class DeclaresFloat64AndExpects extends DeclaresFloat64 {
        @Override
        public Optional<Path> expectations() {
            return file("[to-fix] sums\nreason: Once wrong.\nL1Loss/float32/sum/*/typical  output, max ulp 1\n");
        }
    }

    /** Gradients are doubled, as its expectations say. */
    static class DoubledAsExpected extends DoubledGradient {
        @Override
        public Optional<Path> expectations() {
            return file("[to-fix] doubled\nreason: The gradient is doubled.\ncap: 2000, all of them\n" + failing());
        }

        /** A line for each case that fails. */
        private String failing() {
            Judge judge = new Judge(Tolerances.bundled(), "test");
            StringBuilder lines = new StringBuilder();
            try (CaseChecker checker = new CaseChecker(new PortRunner(port(), Duration.ofSeconds(10)), judge)) {
                data.forEach(FEW, goldenCase -> {
                    if (checker.check(goldenCase).result().verdict() instanceof Verdict.Failed) {
                        lines.append(goldenCase.id()).append("  gradient+special-value, max units 1e300\n");
                    }
                });
            }
            return lines.toString();
        }
    }

    static class RightButExpectedToFail extends RightPort {
        @Override
        public Optional<Path> expectations() {
            return file("[to-fix] sums\nreason: Once wrong.\nMSELoss/float32/sum/*/typical  output, max ulp 1\n");
        }
    }

    static class NothingSelected extends Few {
        @Override
        public List<String> cases() {
            return List.of("no such case");
        }
    }

    static class WithoutPort extends Few {
        @Override
        public LossPort port() {
            throw new IllegalStateException("the library is not installed");
        }
    }
}
