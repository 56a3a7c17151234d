package io.lossparity.suite.smoke;

/** What can be wrong with an adapter, the graver first, and what its author can do about it. */
public enum Defect {
    /** A valid call ends in something else than an answer. */
    BREAKS("Answer a valid call with Computed. An exception that is no IllegalArgumentException errs the case."),
    /** A valid call is rejected. */
    REJECTS("Look at what the adapter passes on: PyTorch computes this call. What is not there is Unsupported."),
    /** An argument was written into. */
    MUTATES("Copy the array before the implementation works in it."),
    /** A result has the array of an argument. */
    ALIASES("Return a tensor with an array of its own."),
    /** A result of an earlier call was changed. */
    OVERWRITES("Return arrays of its own for each call: a caller may keep an answer."),
    /** The answer or a part of it is null. */
    NULL_RESULT("Return Computed with an output, and a map of gradients that may be empty."),
    /** A result has another element type. */
    DTYPE("The results have the call's dtype: TensorValue.ofFloats for float32, ofDoubles for float64."),
    /** A result has another shape. */
    SHAPE("The output is 0-d, new int[0], for mean and sum; a gradient has the shape of its argument."),
    /** A gradient that is asked for is not there. */
    MISSING_GRADIENT("Return a gradient for every name in call.requiresGrad(), under that name."),
    /** A gradient is there that nobody asked for. */
    UNASKED_GRADIENT("Return gradients for the names in call.requiresGrad() and for no other."),
    /** The incoming gradient has no influence. */
    GRAD_OUTPUT_IGNORED("Multiply by call.gradOutput(), or pass it to the implementation's backward."),
    /** It breaks where there is no incoming gradient. */
    IMPLICIT_GRAD_OUTPUT("call.gradOutput() is empty for PyTorch's backward(): the incoming gradient then is 1."),
    /** Elements stand in column-major order. */
    LAYOUT("TensorValue is row-major, the last axis fastest: element [i][j] of [n, m] is at i * m + j."),
    /** float64 went through float32. */
    NARROWED("Read doubles() and compute in double: nothing on the way may be a float."),
    /** The decimals of float32 numbers were read as doubles. */
    DECIMALS(
            "Round each float32 decimal to float32 when you read it: Math.fround in JavaScript, numpy.float32 in Python."),
    /** Two inputs were exchanged. */
    INPUTS_EXCHANGED("Pass the inputs in the implementation's order: names, not positions, say what they are."),
    /** Two gradients were exchanged. */
    GRADIENTS_EXCHANGED("Return each gradient under the name of its own argument."),
    /** A gradient points the other way. */
    SIGN("Look at which difference the implementation takes, and at the sign of what it calls a gradient."),
    /** A gradient is zero throughout. */
    ZERO_GRADIENT("Run the implementation's backward, and read the gradient afterwards."),
    /** A parameter has no influence. */
    PARAMETER_IGNORED("Pass every parameter on; one that the implementation does not have is Unsupported."),
    /** An unknown parameter is accepted. */
    UNKNOWN_PARAMETER(
            "Reject a parameter that the adapter does not know, or answer Unsupported: a forgotten one shows."),
    /** A result is a multiple of what it must be. */
    FACTOR("Look at the reduction and at the implementation's own conventions: a mean, a sum, a half."),
    /** Another answer for the same question. */
    NOT_REPEATABLE("Make the answer depend only on the call: no state kept between calls, no random numbers."),
    /** An invalid call ends in something else than a rejection. */
    ERROR_KIND("Turn the implementation's own errors into Rejected, or throw IllegalArgumentException."),
    /** A rejection names the wrong stage. */
    ERROR_STAGE("Say BACKWARD, with the output, if forward had computed one; FORWARD or CONSTRUCT otherwise."),
    /** A loss that can't be there is not answered as unsupported. */
    UNKNOWN_LOSS("Answer Unsupported for every loss that the implementation does not have, or declare capabilities()."),
    /** Not a single case comes near PyTorch's value. */
    NOTHING_AGREES("No case comes near PyTorch's value: look at what reaches the implementation before its formulas.");

    private final String advice;

    Defect(String advice) {
        this.advice = advice;
    }

    /** Returns what can be done about it. */
    public String advice() {
        return advice;
    }
}
