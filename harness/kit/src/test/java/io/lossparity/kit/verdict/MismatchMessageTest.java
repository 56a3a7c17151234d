package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MismatchMessageTest {
    private static String message(TensorValue output, TensorValue gradient) throws IOException {
        return new Judge(Cases.tolerances(), "broken", "./lossparity check --port broken.jar")
                .judge(Cases.values(), Cases.computed(output, gradient), 0)
                .verdict()
                .message();
    }

    @Test
    void saysEverythingNeededToUnderstandAndToRepeat() throws IOException {
        assertEquals("""
                MSELoss/float32/none/N2/typical, port broken: output: 2 of 2 elements off by more than allowed; at [0] off by 0.5, allowed 3.8e-6: 16 roundings of terms up to 4
                  output float32[2]: mismatched 2 / 2 (100.0 %), bit-equal 0 / 2
                    greatest error: 2.1e6 units at index [0] (up to 16 allowed): off by 0.5, allowed 3.8e-6: 16 roundings of terms up to 4
                    greatest ULP difference: 1677722 at index [1] (up to 4 allowed)
                    first mismatch at index [0]: expected 4.0 (0x1.0p2), actual 4.5 (0x1.2p2)
                      arguments there: input = 1.0, target = 3.0
                    allowance rests on: the formula's roundings, at most 16; PyTorch itself is up to 3 units off
                rerun this case alone: ./lossparity check --port broken.jar --case 'MSELoss/float32/none/N2/typical'
                the same call in PyTorch:
                    import torch

                    input = torch.tensor([1.0, 2.0], dtype=torch.float32).requires_grad_()
                    target = torch.tensor([3.0, 1.5], dtype=torch.float32)
                    loss = torch.nn.MSELoss(reduction='none')
                    output = loss(input, target)
                    print(output)
                    grad_output = torch.tensor([0.5, 1.0], dtype=torch.float32)
                    output.backward(grad_output)
                    print('input', input.grad)
                """, message(TensorValue.ofFloats(new int[] {2}, 4.5f, 0.3f), Cases.GRADIENT));
    }

    @Test
    void namesEachTensorThatIsNotAccepted() throws IOException {
        String message =
                message(TensorValue.ofFloats(new int[] {}, 4.5f), TensorValue.ofFloats(new int[] {2}, Float.NaN, 5f));
        assertEquals("""
                MSELoss/float32/none/N2/typical, port broken: output: shape is [], expected [2]
                  output float32[2]: shape is [], expected [2]
                  grad.input float32[2]: mismatched 2 / 2 (100.0 %), bit-equal 0 / 2
                    greatest error: Infinity units at index [0] (up to 16 allowed): NaN and infinities must be the same
                    greatest ULP difference: beyond count at index [0] (up to 4 allowed)
                    first mismatch at index [0]: expected -2.0 (-0x1.0p1), actual NaN (NaN)
                """, message.lines().limit(6).map(line -> line + "\n").reduce("", String::concat));
    }

    private static String truthOf(TensorTruth output, TensorValue actual) throws IOException {
        Map<String, ExactTensor> formula =
                Map.of(Truth.OUTPUT, output.formula(), "input", ExactTensor.of(Cases.GRADIENT));
        Map<String, ExactTensor> definition =
                Map.of(Truth.OUTPUT, output.definition(), "input", ExactTensor.of(Cases.GRADIENT));
        ExpectedValues values = (ExpectedValues) Cases.values().expected();
        Truth truth = new Truth(formula, definition, output.departures(), Map.of());
        GoldenCase goldenCase = Cases.goldenCase(
                Cases.ID, new ExpectedValues(values.output(), values.grads(), List.of(), Optional.of(truth)));
        return new Judge(Cases.tolerances(), "broken")
                .judge(goldenCase, Cases.computed(actual, Cases.GRADIENT), 0)
                .verdict()
                .message()
                .lines()
                .filter(line -> line.matches(".*(truth|definition|at index|verdict).*"))
                .filter(line -> !line.contains("greatest"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    @Test
    void attributesTheDifferenceToThePort() throws IOException {
        TensorTruth truth = new TensorTruth(ExactTensor.of("4.0000001", "0.25"));
        assertEquals("""
                    first mismatch at index [0]: expected 4.0 (0x1.0p2), actual 4.5 (0x1.2p2)
                      truth 4.0000001: the port is 1.05e+06 ulp off, PyTorch 0.2
                    truth, at the worst elements: the port is 1.05e+06 ulp off, PyTorch 0.2 (2.10e+06 and 0.4 units)
                    verdict: PyTorch is closer to the truth than the port: the difference is the port's error
                """, truthOf(truth, TensorValue.ofFloats(new int[] {2}, 4.5f, 0.25f)));
    }

    @Test
    void attributesTheDifferenceToPyTorch() throws IOException {
        TensorTruth truth = new TensorTruth(ExactTensor.of("4.000029", "0.25"));
        assertEquals("""
                    first mismatch at index [0]: expected 4.0 (0x1.0p2), actual 4.000029 (0x1.00007ap2)
                      truth 4.000029: the port is 0.2 ulp off, PyTorch 60.8
                    truth, at the worst elements: the port is 0.2 ulp off, PyTorch 60.8 (0.4 and 121.6 units)
                    verdict: the port is closer to the truth than PyTorch: the difference is PyTorch's error
                """, truthOf(truth, TensorValue.ofFloats(new int[] {2}, 4.000029f, 0.25f)));
    }

    @Test
    void showsTheDefinitionWherePyTorchDepartsFromIt() throws IOException {
        TensorTruth truth = new TensorTruth(
                ExactTensor.of("4.0", "0.25"),
                ExactTensor.of("Infinity", "0.25"),
                List.of("log-of-0"),
                Optional.empty());
        assertEquals("""
                    first mismatch at index [0]: expected 4.0 (0x1.0p2), actual Infinity (Infinity)
                      truth 4.0: the port is not comparable with it, PyTorch is 0 ulp off
                      the definition's value Infinity: the port is 0 ulp off, PyTorch is not comparable with it
                    truth, at the worst elements: the port is not comparable with it, PyTorch is 0 ulp off (- and 0 units)
                    PyTorch departs from the definition by design, log-of-0: PyTorch replaces log(0) by log(1e-12)
                    definition, at the worst elements: the port is 0 ulp off, PyTorch is not comparable with it (0 and - units)
                    verdict: the port computes the definition, from which PyTorch departs by design
                """, truthOf(truth, TensorValue.ofFloats(new int[] {2}, Float.POSITIVE_INFINITY, 0.25f)));
    }
}
