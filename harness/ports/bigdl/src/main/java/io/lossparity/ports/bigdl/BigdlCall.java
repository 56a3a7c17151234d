package io.lossparity.ports.bigdl;

import com.intel.analytics.bigdl.nn.abstractnn.AbstractCriterion;
import com.intel.analytics.bigdl.nn.abstractnn.Activity;
import com.intel.analytics.bigdl.tensor.Tensor;
import com.intel.analytics.bigdl.utils.T;
import com.intel.analytics.bigdl.utils.Table;
import io.lossparity.ports.base.AbsentException;
import io.lossparity.ports.base.Arguments;
import io.lossparity.ports.base.StagedCall;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of a criterion. */
final class BigdlCall implements StagedCall {
    private final LossCall call;
    private final BigdlConstruction construction;
    private final Arguments arguments;
    private final Numeric numeric;
    private Criterion criterion;
    private Activity input;
    private Activity target;

    BigdlCall(LossCall call, BigdlConstruction construction) {
        this.call = call;
        this.construction = construction;
        this.arguments = new Arguments(call);
        this.numeric = Numeric.of(call.dtype());
    }

    @Override
    public void construct() {
        criterion = construction.construct(arguments, numeric);
        arguments.requireParametersRead();
        for (String name : call.requiresGrad()) {
            if (!criterion.inputs().contains(name)) {
                throw new AbsentException("BigDL's criterions have no gradient of " + name);
            }
        }
    }

    @Override
    public TensorValue forward() {
        List<Tensor<Object>> tensors = criterion.inputs().stream()
                .map(name -> numeric.tensor(name, arguments.input(name)))
                .toList();
        input = tensors.size() == 1 ? tensors.get(0) : table(tensors);
        TensorValue given = arguments.input("target");
        target = switch (criterion.target()) {
            case VALUES -> numeric.tensor("target", given);
            case TABLE -> table(List.of(numeric.tensor("target", given)));
            case CLASSES -> numeric.classes("target", given);
        };
        arguments.requireInputsRead();
        return numeric.scalar(typed().forward(input, target));
    }

    /** A criterion's backward takes no incoming gradient, so its result is multiplied by it, as the chain rule says. */
    @Override
    public Map<String, TensorValue> backward() {
        Activity gradients = typed().backward(input, target);
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        for (String name : call.requiresGrad()) {
            Tensor<Object> gradient = gradients instanceof Table table
                    ? table.apply(criterion.inputs().indexOf(name) + 1)
                    : tensor(gradients);
            call.gradOutput().ifPresent(factor -> gradient.mul(numeric.number(scalar(factor))));
            grads.put(name, numeric.value(gradient));
        }
        return grads;
    }

    private static double scalar(TensorValue gradOutput) {
        if (gradOutput.shape().length != 0) {
            throw new IllegalArgumentException("the loss is a number, but the incoming gradient is not");
        }
        return switch (gradOutput.dtype()) {
            case FLOAT64 -> gradOutput.doubles()[0];
            case FLOAT32 -> gradOutput.floats()[0];
            default -> throw new IllegalArgumentException("the incoming gradient must be floating-point");
        };
    }

    private static Table table(List<Tensor<Object>> tensors) {
        Table table = T.apply();
        for (int i = 0; i < tensors.size(); i++) {
            table.update(i + 1, tensors.get(i));
        }
        return table;
    }

    @SuppressWarnings("unchecked") // a criterion's type parameters are what it was constructed with
    private AbstractCriterion<Activity, Activity, Object> typed() {
        return (AbstractCriterion<Activity, Activity, Object>) criterion.criterion();
    }

    @SuppressWarnings("unchecked")
    private static Tensor<Object> tensor(Activity activity) {
        return (Tensor<Object>) activity;
    }
}
