package io.lossparity.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationCaseTest {
    private static final String SUM = "relation/MSELoss/float64/sum-is-sum-of-none/default/N3-2/seed=42";
    private static final String JOINED = "relation/MSELoss/float32/batch-joined/default/N3-2/seed=7";

    /** Mean squared error as it should be: the least port that relations can be asked of. */
    private static Outcome right(LossCall call) {
        double[] x = call.tensor("input").toDoubles();
        double[] y = call.tensor("target").toDoubles();
        double[] squares = Values.zip(x, y, (a, b) -> (a - b) * (a - b));
        Object reduction = call.params().getOrDefault("reduction", "mean");
        boolean none = reduction.equals("none");
        double share = reduction.equals("mean") ? 1.0 / x.length : 1;
        int[] shape = none ? call.tensor("input").shape() : new int[0];
        double[] output = none ? squares : new double[] {Values.sum(squares) * share};
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        for (String name : call.requiresGrad()) {
            double[] grad = new double[x.length];
            for (int i = 0; i < grad.length; i++) {
                double incoming = call.gradOutput().isEmpty()
                        ? 1
                        : call.gradOutput().get().toDoubles()[none ? i : 0];
                grad[i] = (name.equals("input") ? 2 : -2) * (x[i] - y[i]) * incoming * share;
            }
            grads.put(name, TensorValue.of(call.dtype(), call.tensor("input").shape(), grad));
        }
        return new Outcome.Answered(new Computed(TensorValue.of(call.dtype(), shape, output), grads));
    }

    private static RelationResult check(String id, Function<LossCall, Outcome> port) {
        return RelationCatalogue.of(id).check(new RelationRun(port, "test", "./lossparity check"));
    }

    private static Function<LossCall, Outcome> outputs(String reduction, UnaryOperator<TensorValue> change) {
        return call -> {
            Computed answer = (Computed) ((Outcome.Answered) right(call)).outcome();
            boolean changed = reduction.equals(call.params().get("reduction"));
            return new Outcome.Answered(changed ? new Computed(change.apply(answer.output()), answer.grads()) : answer);
        };
    }

    @Test
    void everyRelationOfARightLossHolds() {
        List<RelationCase> relations = RelationCatalogue.cases(RelationScope.QUICK, 42).stream()
                .filter(relation -> relation.loss().equals("MSELoss"))
                .filter(relation ->
                        !Set.of("legacy-flags-name-the-reduction", "broadcast").contains(relation.relation()))
                .toList();
        assertTrue(relations.size() > 30);
        for (RelationCase relation : relations) {
            RelationResult result =
                    relation.check(new RelationRun(RelationCaseTest::right, "test", "./lossparity check"));
            assertEquals(RelationVerdict.HOLDS, result.verdict(), result::message);
            assertTrue(result.worst() <= 1 && result.message().isEmpty());
        }
    }

    @Test
    void brokenRelationTellsBothSidesAndHowToSeeItAlone() {
        RelationResult result = check(SUM, outputs("sum", sum -> TensorValue.of(sum.dtype(), new int[0], 7e9)));
        assertEquals(RelationVerdict.BROKEN, result.verdict());
        assertTrue(result.worst() > 1);
        assertTrue(result.headline().startsWith(SUM + ", port test: the sum is 7.0E9, but the sum of the unreduced"));
        assertTrue(result.headline().matches(".* at index \\[]: error 7\\.0e\\+9, up to [0-9.]+e-1[0-9] allowed"));
        assertTrue(result.message().contains("\n  relation sum-is-sum-of-none: sum(l) = l_1 + ... + l_n\n"));
        assertTrue(result.message().endsWith("alone: ./lossparity check --case '" + SUM + "'\n"), result::message);
    }

    @Test
    void indexOfTheWorstElementIsTold() {
        RelationResult result = check(JOINED, outputs("none", none -> {
            double[] values = none.toDoubles();
            values[values.length - 1] += none.shape()[0] == 3 ? 1 : 0; // the whole batch alone is wrong, at its end
            return TensorValue.of(none.dtype(), none.shape(), values);
        }));
        assertEquals(RelationVerdict.BROKEN, result.verdict());
        assertTrue(result.headline().contains("the loss of samples "), result::message);
        assertTrue(result.headline().contains(" 1]: error 1,"), result::message);
    }

    @Test
    void noAnswerIsNoRelationThatHolds() {
        assertEquals(
                "errored",
                check(SUM, call -> new Outcome.Threw(new ArithmeticException("no")))
                        .verdict()
                        .word());
        assertEquals(
                "errored",
                check(SUM, call -> new Outcome.Answered(null)).verdict().word());
        RelationResult late = check(SUM, call -> new Outcome.TimedOut(Duration.ofSeconds(2)));
        assertEquals(RelationVerdict.TIMED_OUT, late.verdict());
        assertTrue(late.headline().endsWith("no answer within 2.0 s"), late::message);
        RelationResult unsupported =
                check(SUM, call -> new Outcome.Answered(new LossOutcome.Unsupported("no float64")));
        assertEquals(RelationVerdict.UNSUPPORTED, unsupported.verdict());
        assertEquals("no float64", unsupported.message());
    }

    /** Otherwise the repair of a loss would make a relation unsupported that was broken before. */
    @Test
    void whatNeedsALossThatThePortLacksIsUnsupportedWhateverElseIsWrong() {
        Set<String> names = Set.of(
                "is-bce-of-sigmoid",
                "is-mean-of-bce-with-logits",
                "is-nll-of-log-softmax",
                "one-label-is-multi-margin",
                "square-inside-line-outside");
        Set<String> checked = new HashSet<>();
        for (RelationCase relation : RelationCatalogue.cases(RelationScope.QUICK, 42)) {
            if (names.contains(relation.relation())) {
                checked.add(relation.relation());
                RelationResult result = check(
                        relation.id(),
                        call -> call.loss().equals(relation.loss())
                                ? new Outcome.Threw(new IllegalArgumentException("no"))
                                : new Outcome.Answered(new LossOutcome.Unsupported("no " + call.loss())));
                assertEquals(RelationVerdict.UNSUPPORTED, result.verdict(), result::id);
            }
        }
        assertEquals(names, checked);
    }

    @Test
    void rejectedOrMisshapenAnswerBreaksIt() {
        RelationResult rejected = check(SUM, call -> new Outcome.Threw(new IllegalArgumentException("too many")));
        assertEquals(RelationVerdict.BROKEN, rejected.verdict());
        assertTrue(rejected.headline().contains("the port rejects a valid call: "), rejected::message);
        RelationResult shaped =
                check(SUM, outputs("sum", sum -> TensorValue.of(sum.dtype(), new int[] {1}, sum.toDoubles())));
        assertTrue(shaped.headline().endsWith("the loss has shape [1], not []"), shaped::message);
        RelationResult typed = check(SUM, outputs("sum", sum -> TensorValue.ofFloats(new int[0], 1f)));
        assertTrue(typed.headline().endsWith("the loss is float32, not float64"), typed::message);
        RelationResult nan = check(SUM, outputs("sum", sum -> TensorValue.of(sum.dtype(), new int[0], Double.NaN)));
        assertEquals(RelationVerdict.BROKEN, nan.verdict());
    }

    @Test
    void idsAreUniqueAndMakeTheSameRelation() {
        Set<String> ids = new HashSet<>();
        for (RelationCase relation : RelationCatalogue.cases(RelationScope.FULL, -3)) {
            assertTrue(ids.add(relation.id()), relation::id);
            RelationCase again = RelationCatalogue.of(relation.id());
            assertEquals(relation.id(), again.id());
            assertEquals(relation.formula(), again.formula());
        }
        assertTrue(ids.size() > 3000, ids.size() + " relations");
    }

    @Test
    void sameIdDrawsTheSameInputs() {
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (StringBuilder calls : List.of(first, second)) {
            check(JOINED, call -> {
                calls.append(call.inputs()).append(call.gradOutput());
                return right(call);
            });
        }
        assertEquals(first.toString(), second.toString());
        StringBuilder other = new StringBuilder();
        check(JOINED.replace("seed=7", "seed=8"), call -> {
            other.append(call.inputs()).append(call.gradOutput());
            return right(call);
        });
        assertTrue(!other.toString().equals(first.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "relation/MSELoss, an id of a relation is relation/LOSS",
        "relation/HuberLoss/float32/exchange/default/N3/seed=1, there are no relations of a loss HuberLoss",
        "relation/MSELoss/float32/exchange/weight/N3/seed=1, 'the setting must be one of [default], but was weight'",
        "relation/MSELoss/float32/one-path/default/N3/seed=1, there is no relation one-path of MSELoss in float32",
        "relation/MSELoss/float32/finite-differences/default/N3/seed=1, there is no relation finite-differences of",
        "relation/NLLLoss/float32/asked-twice/default/N3/seed=1, 'the dimensions must begin with [N, C], but were N3'",
        "relation/NLLLoss/float32/asked-twice/default/C3-N2/seed=1, 'the dimensions must begin with [N, C]'"
    })
    void wrongIdIsRefusedWithItsReason(String id, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> RelationCatalogue.of(id))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }
}
