package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.Expected;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.Note;
import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cases and answers for the tests of this package. */
final class Cases {
    static final String ID = "MSELoss/float32/none/N2/typical";
    static final TensorValue OUTPUT = TensorValue.ofFloats(new int[] {2}, 4f, 0.25f);
    static final TensorValue GRADIENT = TensorValue.ofFloats(new int[] {2}, -2f, 1f);

    private Cases() {}

    static GoldenCase goldenCase(String id, Expected expected, String... flags) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("input", TensorValue.ofFloats(new int[] {2}, 1f, 2f));
        inputs.put("target", TensorValue.ofFloats(new int[] {2}, 3f, 1.5f));
        LossCall call = new LossCall(
                "MSELoss",
                DType.FLOAT32,
                Map.of("reduction", "none"),
                inputs,
                Set.of("input"),
                Optional.of(TensorValue.ofFloats(new int[] {2}, 0.5f, 1f)));
        Map<String, Note> notes = new LinkedHashMap<>();
        for (String flag : flags) {
            notes.put(flag, new Note("a port without " + flag, "torch/nn/functional.py"));
        }
        return new GoldenCase(id, Map.of(), "MSELoss", DType.FLOAT32, notes, call, expected);
    }

    /** A case with values: an output, a gradient of input, and None for target. */
    static GoldenCase values() {
        Map<String, Optional<TensorValue>> grads = new LinkedHashMap<>();
        grads.put("input", Optional.of(GRADIENT));
        grads.put("target", Optional.empty());
        return goldenCase(ID, new ExpectedValues(OUTPUT, grads, List.of()));
    }

    static GoldenCase error(Stage stage) {
        Optional<TensorValue> output = stage == Stage.BACKWARD ? Optional.of(OUTPUT) : Optional.empty();
        return goldenCase(
                ID,
                new ExpectedError(stage, "ValueError", "foo is not a valid value for reduction", output, List.of()));
    }

    static Outcome computed(TensorValue output, TensorValue gradient) {
        return new Outcome.Answered(new LossOutcome.Computed(output, Map.of("input", gradient)));
    }

    static Outcome rejected(Stage stage, TensorValue output) {
        return new Outcome.Answered(new LossOutcome.Rejected(stage, "no", Optional.ofNullable(output)));
    }

    /** 16 units of anything. */
    static Tolerances tolerances() {
        String row = "{'loss':'*','dtype':'%s','quantity':'%s','derived':16,'noise':3,'used':16}";
        String json = Stream.of("float32", "float64")
                .flatMap(dtype -> Stream.of("output", "grad").map(quantity -> row.formatted(dtype, quantity)))
                .collect(Collectors.joining(",", "{'formatVersion':2,'tolerances':[", "]}"));
        return Tolerances.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "tolerances");
    }

    static CaseResult judge(GoldenCase goldenCase, Outcome outcome) {
        return new Judge(tolerances(), "test-port").judge(goldenCase, outcome, 1_000);
    }
}
