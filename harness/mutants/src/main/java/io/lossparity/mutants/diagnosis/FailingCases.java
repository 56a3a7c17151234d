package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.fixture.Expected;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.mutants.formula.Question;
import io.lossparity.report.stream.Unexplained;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Failing cases with the port's wrong answers, and some that pass; of each loss, enough of them are kept to tell what
 * is wrong.
 */
public final class FailingCases {
    /** So many failing cases of a loss are compared with mutants. */
    public static final int MOST_COMPARED = 160;

    private static final int MOST_KEPT = 600;
    private static final int MOST_PASSING = 160;
    private static final double HUGE = 1e6;

    private final Map<String, List<Answer>> kept = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, Integer> goldenCounts = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> wrongCounts = new LinkedHashMap<>();
    private final Map<String, List<GoldenCase>> passing = new LinkedHashMap<>();
    private final Map<String, Integer> passingCounts = new LinkedHashMap<>();
    private final Map<String, Refusals> refusals = new LinkedHashMap<>();

    /** Makes an empty collection. */
    public FailingCases() {}

    /**
     * A question and a port's wrong answer.
     *
     * @param caseId the id of the case
     * @param call the question
     * @param outcome the answer
     * @param right the golden answer, or empty where our own losses are all that is known
     * @param wrong what a golden case finds wrong, as {@link Unexplained} names it; empty where there is none
     * @param passed the golden case if it passes, whose tolerances tell which mistakes it would show
     */
    record Answer(
            String caseId,
            LossCall call,
            LossOutcome outcome,
            Optional<LossOutcome> right,
            Set<String> wrong,
            Optional<GoldenCase> passed) {
        Answer {
            Objects.requireNonNull(caseId, "caseId must not be null");
            Objects.requireNonNull(call, "call must not be null");
            Objects.requireNonNull(outcome, "outcome must not be null");
        }

        boolean isTelling() {
            return FailingCases.isTelling(call);
        }
    }

    /**
     * Adds a golden case, by whose expected answer our own losses are checked before they count as right.
     *
     * @param goldenCase the case
     * @param outcome what the port answered
     */
    public void add(GoldenCase goldenCase, LossOutcome outcome) {
        Set<String> wrong = Wrong.of(goldenCase, outcome);
        Map<String, Integer> counts = wrongCounts.computeIfAbsent(goldenCase.loss(), loss -> new LinkedHashMap<>());
        wrong.forEach(name -> counts.merge(name, 1, Integer::sum));
        goldenCounts.merge(goldenCase.loss(), 1, Integer::sum);
        add(new Answer(
                goldenCase.id(),
                goldenCase.call(),
                outcome,
                Optional.of(right(goldenCase.expected())),
                wrong,
                Optional.empty()));
    }

    /** Returns what a golden case expects as an answer. */
    static LossOutcome right(Expected expected) {
        if (expected instanceof ExpectedError error) {
            return new LossOutcome.Rejected(error.stage(), error.message(), error.output());
        }
        ExpectedValues values = (ExpectedValues) expected;
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> grads.put(name, tensor)));
        return new LossOutcome.Computed(values.output(), grads);
    }

    /**
     * Adds a case.
     *
     * @param caseId the id of the case
     * @param call the question
     * @param outcome what the port answered
     */
    public void add(String caseId, LossCall call, LossOutcome outcome) {
        add(new Answer(caseId, call, outcome, Optional.empty(), Set.of(), Optional.empty()));
    }

    /**
     * Adds a golden case to which the port gave no answer.
     *
     * @param goldenCase the case
     * @param problem what the port did instead, as in {@code throws java.lang.NullPointerException}
     */
    public void addUnanswered(GoldenCase goldenCase, String problem) {
        refusals.computeIfAbsent(goldenCase.loss(), loss -> new Refusals()).add(goldenCase, problem);
    }

    /**
     * Adds a golden case that passes, which a mistake that explains failing cases must not reject. A sample of those
     * that are telling is kept.
     *
     * @param goldenCase the case
     */
    public void addPassing(GoldenCase goldenCase) {
        if (!isTelling(goldenCase.call())) {
            return;
        }
        String key = key(goldenCase.loss(), goldenCase.dtype());
        keep(
                passing.computeIfAbsent(key, loss -> new ArrayList<>()),
                goldenCase,
                passingCounts.merge(key, 1, Integer::sum),
                MOST_PASSING);
    }

    /** An incoming gradient of zeros, infinities, NaN or huge numbers makes different mistakes look the same. */
    private static boolean isTelling(LossCall call) {
        return call.gradOutput()
                .map(gradOutput -> Arrays.stream(Question.values(gradOutput))
                        .map(Math::abs)
                        .allMatch(value -> value > 0 && value < HUGE))
                .orElse(true);
    }

    private static String key(String loss, DType dtype) {
        return loss + "/" + dtype;
    }

    private void add(Answer answer) {
        String loss = answer.call().loss();
        keep(
                kept.computeIfAbsent(loss, key -> new ArrayList<>()),
                answer,
                counts.merge(loss, 1, Integer::sum),
                MOST_KEPT);
    }

    /** As more come, ever fewer are kept, spread evenly over all of them. */
    private static <T> void keep(List<T> items, T item, int count, int most) {
        if (items.size() < most) {
            items.add(item);
            return;
        }
        int place = Math.floorMod(count * 0x9E3779B1, count);
        if (place < most) {
            items.set(place, item);
        }
    }

    /** Returns how many cases of a loss were added. */
    public int count(String loss) {
        return counts.getOrDefault(loss, 0);
    }

    /** Returns in how many of all cases of a loss each tensor is wrong; empty if not all of them are golden. */
    Optional<Map<String, Integer>> wrongCounts(String loss) {
        return count(loss) > 0 && goldenCounts.getOrDefault(loss, 0) == count(loss)
                ? Optional.of(Collections.unmodifiableMap(wrongCounts.get(loss)))
                : Optional.empty();
    }

    /** Returns the losses of which a case was added that fails or was not answered. */
    public List<String> losses() {
        Set<String> losses = new LinkedHashSet<>(kept.keySet());
        losses.addAll(refusals.keySet());
        return List.copyOf(losses);
    }

    /** Returns what the port did in cases of a loss that it did not answer, the most frequent first. */
    List<Refusals.Group> refusals(String loss) {
        if (!refusals.containsKey(loss)) {
            return List.of();
        }
        List<LossCall> others = new ArrayList<>();
        kept.getOrDefault(loss, List.of()).forEach(answer -> others.add(answer.call()));
        for (DType dtype : DType.values()) {
            passing.getOrDefault(key(loss, dtype), List.of()).stream()
                    .filter(passed -> passed.expected() instanceof ExpectedValues)
                    .forEach(passed -> others.add(passed.call()));
        }
        return refusals.get(loss).groups(others);
    }

    /** Returns the answers to compare: the telling ones first, and of these first those that differ most in their axes. */
    List<Answer> answers(String loss) {
        Map<Boolean, List<Answer>> answers =
                kept.getOrDefault(loss, List.of()).stream().collect(Collectors.partitioningBy(Answer::isTelling));
        return Stream.of(true, false)
                .map(answers::get)
                .flatMap(part -> Spread.order(part.stream().map(Answer::caseId).toList(), MOST_COMPARED).stream()
                        .map(part::get))
                .limit(MOST_COMPARED)
                .toList();
    }

    /** Returns some cases of a loss and dtype that pass, as if the port had given the golden answers. */
    List<Answer> passing(String loss, DType dtype) {
        return passing.getOrDefault(key(loss, dtype), List.of()).stream()
                .map(passed -> {
                    LossOutcome right = right(passed.expected());
                    return new Answer(
                            passed.id(), passed.call(), right, Optional.of(right), Set.of(), Optional.of(passed));
                })
                .toList();
    }

    /** Returns how many cases of a loss and dtype pass. */
    int passingCount(String loss, DType dtype) {
        return passingCounts.getOrDefault(key(loss, dtype), 0);
    }
}
