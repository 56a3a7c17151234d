package io.lossparity.suite.smoke;

/**
 * The possible defects of an adapter, the most serious first, and what its author can do about each.
 *
 * <p>The advice is for ports in Java and for programs that speak the protocol, so it uses the words of both.
 */
public enum Defect {
    /** A valid call does not end with an answer. */
    BREAKS("Compute a valid call. A failure that is not a rejection makes the case an error."),
    /** A valid call is rejected. */
    REJECTS("Look at what the adapter passes on: PyTorch computes this call. What is missing is unsupported."),
    /** An argument was written into. */
    MUTATES("Copy the array before the implementation works in it."),
    /** A result shares its array with an argument. */
    ALIASES("Return a tensor with a new array."),
    /** A result of an earlier call was changed. */
    OVERWRITES("Return new arrays for each call: a caller may keep an answer."),
    /** The answer or a part of it is null. */
    NULL_RESULT("Answer with an output and a map of gradients, which may be empty."),
    /** A result has another element type. */
    DTYPE("The results have the call's dtype: floats for float32, doubles for float64."),
    /** A result has another shape. */
    SHAPE("The output is 0-d, of shape [], for mean and sum; a gradient has the shape of its argument."),
    /** A requested gradient is missing. */
    MISSING_GRADIENT("Return a gradient for every name in requiresGrad, under that name."),
    /** The answer has a gradient that was not requested. */
    UNASKED_GRADIENT("Return gradients only for the names in requiresGrad."),
    /** The incoming gradient has no influence. */
    GRAD_OUTPUT_IGNORED("Multiply by gradOutput, or pass it to the implementation's backward."),
    /** It fails if there is no incoming gradient. */
    IMPLICIT_GRAD_OUTPUT("Without gradOutput, run PyTorch's backward(): the incoming gradient then is 1."),
    /** Elements stand in column-major order. */
    LAYOUT("Tensors are row-major, so the last axis varies fastest: element [i][j] of [n, m] is at i * m + j."),
    /** float64 went through float32. */
    NARROWED("Read doubles and compute in double: no step may use a float."),
    /** The decimals of float32 numbers were read as doubles. */
    DECIMALS(
            "Round each float32 decimal to float32 when you read it: Math.fround in JavaScript, numpy.float32 in Python."),
    /** Two inputs were exchanged. */
    INPUTS_EXCHANGED("Pass the inputs in the implementation's order, and find them by name, not by position."),
    /** Two gradients were exchanged. */
    GRADIENTS_EXCHANGED("Return each gradient under the name of its own argument."),
    /** A gradient has the opposite sign. */
    SIGN("Look at which difference the implementation takes, and at the sign of its gradient."),
    /** All elements of a gradient are zero. */
    ZERO_GRADIENT("Run the implementation's backward, and read the gradient afterwards."),
    /** A parameter has no influence. */
    PARAMETER_IGNORED("Pass every parameter on; one that the implementation does not have is unsupported."),
    /** An unknown parameter is accepted. */
    UNKNOWN_PARAMETER(
            "Reject a parameter that the adapter does not know, or answer unsupported: then a forgotten one shows."),
    /** A result is a multiple of the right one. */
    FACTOR("Look at the reduction and at the implementation's own conventions: a mean, a sum, a half."),
    /** The same question gets another answer. */
    NOT_REPEATABLE("Make the answer depend only on the call: no state kept between calls, no random numbers."),
    /** An invalid call does not end with a rejection. */
    ERROR_KIND("Turn the implementation's own errors into rejections."),
    /** A rejection names the wrong stage. */
    ERROR_STAGE("Name the stage backward, with the output, if forward computed one; otherwise forward or construct."),
    /** A loss that cannot exist is not answered as unsupported. */
    UNKNOWN_LOSS("Answer unsupported for every loss that the implementation does not have, or declare capabilities."),
    /** No case comes near PyTorch's value. */
    NOTHING_AGREES("No case comes near PyTorch's value: look at what reaches the implementation before its formulas.");

    private final String advice;

    Defect(String advice) {
        this.advice = advice;
    }

    /** Returns what to do about it. */
    public String advice() {
        return advice;
    }
}
