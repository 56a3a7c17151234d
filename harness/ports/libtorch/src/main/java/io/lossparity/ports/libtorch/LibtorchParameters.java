package io.lossparity.ports.libtorch;

import io.lossparity.ports.base.Arguments;
import java.util.Set;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.KLDivLossReduction;
import org.bytedeco.pytorch.LossReduction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.kBatchMean;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;

/** Sets a module's options; options that are not given keep libtorch's defaults. */
final class LibtorchParameters {
    private static final String LIBRARY = "libtorch's C++ front end";

    private final Arguments arguments;
    private final Leaves leaves;

    LibtorchParameters(Arguments arguments, Leaves leaves) {
        this.arguments = arguments;
        this.leaves = leaves;
    }

    /** Sets a number. */
    void real(String name, DoublePointer option) {
        option.put(arguments.real(name, option.get()));
    }

    /** Sets an integer. */
    void integer(String name, LongPointer option) {
        option.put(arguments.integer(name, option.get()));
    }

    /** Sets an integer that PyTorch takes as any number. */
    void wholeNumber(String name, LongPointer option) {
        option.put(arguments.wholeNumber(name, option.get()));
    }

    /** Sets a boolean. */
    void bool(String name, BoolPointer option) {
        option.put(arguments.bool(name, option.get()));
    }

    /** Sets a tensor; if it is not given, the option stays an undefined tensor. */
    void tensor(String name, Tensor option) {
        arguments.tensor(name).ifPresent(value -> option.put(leaves.leaf(name, value)));
    }

    /** Sets the reduction. */
    void reduction(LossReduction option) {
        switch (arguments.reduction(LIBRARY, Set.of("none", "mean", "sum"))) {
            case "none" -> option.put(new kNone());
            case "sum" -> option.put(new kSum());
            default -> option.put(new kMean());
        }
    }

    /** Sets the reduction of KLDivLoss, which has one more. */
    void reduction(KLDivLossReduction option) {
        switch (arguments.reduction(LIBRARY, Set.of("none", "mean", "sum", "batchmean"))) {
            case "none" -> option.put(new kNone());
            case "sum" -> option.put(new kSum());
            case "batchmean" -> option.put(new kBatchMean());
            default -> option.put(new kMean());
        }
    }

    /** Returns the arguments, for an option of a type of its own. */
    Arguments arguments() {
        return arguments;
    }
}
