package io.lossparity.render.facts;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.TensorValue;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the stated shapes against the calls that PyTorch answers, and against those that it refuses for a shape. */
final class ShapeCheck {
    /** The ids of refused calls whose shapes are what is wrong with them. */
    private static final Pattern BY_SHAPE = Pattern.compile("[^/]+/[^/]+/invalid/"
            + "(shapes?=.*|.*,shapes?=.*|(.*,)?(image-target|input[12]?|target|weight|posWeight)=(N[0-9].*|0d)"
            + "|(weight|logProbs|targets)=[0-9]+(x[0-9]+)*|joined=.*|(input|target)Lengths=.*)");
    /** NLLLoss asks for a class in images of three and of five axes or more, and for none elsewhere; no page says it. */
    private static final Pattern UNSAID = Pattern.compile("(NLL|CrossEntropy)Loss/.*/invalid/input=N[12]-C0-.*");

    private ShapeCheck() {}

    /** Returns the first case that contradicts the page; empty if none does. */
    static Optional<String> fault(LossText text, Collection<GoldenCase> cases) {
        try {
            return cases.stream()
                    .map(each -> contradiction(text, each))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (RuntimeException e) {
            return Optional.of("the shapes can't be read: " + e);
        }
    }

    private static Optional<String> contradiction(LossText text, GoldenCase goldenCase) {
        Optional<int[]> output = FormulaCheck.output(goldenCase).map(TensorValue::shape);
        if (output.isPresent()) {
            return ShapeStatements.accept(text, goldenCase.call(), output)
                    ? Optional.empty()
                    : Optional.of(goldenCase.id() + ": PyTorch answers, the page has no such shapes");
        }
        return refusedByShape(goldenCase) && ShapeStatements.accept(text, goldenCase.call(), Optional.empty())
                ? Optional.of(goldenCase.id() + ": PyTorch refuses the shapes, the page has them")
                : Optional.empty();
    }

    static boolean refusedByShape(GoldenCase goldenCase) {
        return BY_SHAPE.matcher(goldenCase.id()).matches()
                && !UNSAID.matcher(goldenCase.id()).matches();
    }
}
