package io.lossparity.mutants.formula;

import io.lossparity.spi.LossCall;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A formula's answer in numbers.
 *
 * @param output the loss
 * @param shape the output's shape
 * @param grads the gradients by argument
 */
record Evaluation(double[] output, int[] shape, Map<String, double[]> grads) {

    /** Evaluates a formula, forward and backward. */
    static Evaluation of(Formula formula, LossCall call, List<Mistake> mistakes) {
        return of(formula, call, mistakes, Manner.FORWARD);
    }

    /** Evaluates a formula in that manner, forward and backward. */
    static Evaluation of(Formula formula, LossCall call, List<Mistake> mistakes, Manner manner) {
        Question question = new Question(call, mistakes, manner);
        Terms terms = formula.evaluate(question);
        boolean none = question.reduction().equals("none");
        List<Var> outputs = none ? terms.each() : List.of(reduced(question, terms));
        double[] gradOutput = question.gradOutput();
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).addGrad(gradOutput[Math.min(i, gradOutput.length - 1)]);
        }
        question.tape().backward();
        return new Evaluation(
                outputs.stream().mapToDouble(Var::value).toArray(),
                none ? terms.shape() : new int[0],
                call.requiresGrad().stream()
                        .filter(name -> question.gradient(name) != null)
                        .collect(Collectors.toMap(Function.identity(), question::gradient)));
    }

    private static Var reduced(Question question, Terms terms) {
        if (question.reduction().equals("sum")) {
            return question.tape().sum(terms.each());
        }
        return terms.mean() != null
                ? terms.mean()
                : question.tape().sum(terms.each()).over(terms.each().size());
    }
}
