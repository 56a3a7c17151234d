package io.lossparity.kit.process;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Map;

/** A line from the harness to a port. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PortQuestion.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = PortQuestion.Call.class, name = "call"),
    @JsonSubTypes.Type(value = PortQuestion.Bye.class, name = "bye")
})
sealed interface PortQuestion {

    /**
     * Asks for the port's name and capabilities.
     *
     * @param protocol the version that the harness speaks
     */
    record Hello(int protocol) implements PortQuestion {}

    /** Asks the port to end. */
    record Bye() implements PortQuestion {}

    /**
     * Asks for a loss.
     *
     * @param id a number that the answer repeats
     * @param loss the class name in {@code torch.nn}
     * @param dtype the element type that the call is about
     * @param params the constructor's arguments that are passed
     * @param inputs the arguments of the call, in PyTorch's order
     * @param requiresGrad the arguments whose gradients are asked for
     * @param gradOutput the incoming gradient; null for the implicit 1.0
     */
    record Call(
            long id,
            String loss,
            String dtype,

            @JsonSerialize(contentUsing = ParamWriter.class) Map<String, Object> params,
            Map<String, Object> inputs,
            List<String> requiresGrad,
            TensorValue gradOutput)
            implements PortQuestion {

        static Call of(long id, LossCall call) {
            return new Call(
                    id,
                    call.loss(),
                    call.dtype().torchName(),
                    call.params(),
                    call.inputs(),
                    List.copyOf(call.requiresGrad()),
                    call.gradOutput().orElse(null));
        }
    }
}
