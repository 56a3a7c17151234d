"""Tests of the base helper, without pytest: ``python3 -m unittest discover -s harness/ports/python``."""

import json
import subprocess
import sys
import unittest
from pathlib import Path

import numpy as np
from lossparity_port import Call, array, tensor_text

HERE = Path(__file__).resolve().parent
ONE = {"dtype": "float32", "shape": [], "data": [1.5]}
PORT = """
import os, subprocess, sys
import numpy as np
from lossparity_port import Computed, Rejected, Unsupported, serve

def evaluate(call):
    x = call.inputs["input"]
    if call.loss == "L1Loss":
        print("computing")
        os.write(1, b"native noise\\n")
        return Computed(x, {"input": x * np.float32(2), "target": None}, ['so "it" says'])
    if call.loss == "SmoothL1Loss":
        return Computed(x, {})
    if call.loss == "MSELoss":
        raise Rejected("backward", "no graph", x)
    if call.loss == "NLLLoss":
        raise Rejected(None, "no such thing")
    if call.loss == "KLDivLoss":
        raise Unsupported("there is no KLDivLoss")
    return x.no_such_attribute

serve("tested", "1", evaluate, {"L1Loss": {}})
"""


def call(loss, number=1, **fields):
    """Return a question about a loss of a scalar."""
    return {
        "type": "call",
        "id": number,
        "loss": loss,
        "dtype": "float32",
        "params": {},
        "inputs": {"input": ONE},
        "requiresGrad": ["input"],
        "gradOutput": None,
        **fields,
    }


def talk(*questions):
    """Return the replies of the port above, in a process of its own, and what it printed besides."""
    ended = subprocess.run(
        [sys.executable, "-c", PORT],
        cwd=str(HERE),
        input="".join(json.dumps(question) + "\n" for question in questions).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=60,
        check=True,
    )
    replies = [json.loads(line) for line in ended.stdout.decode("utf-8").splitlines()]
    return replies, ended.stderr.decode("utf-8")


class TensorsTest(unittest.TestCase):
    """Tensors to JSON and back."""

    def test_every_float_comes_back_to_the_bit(self):
        """Random bits, subnormals and extremes of each floating dtype."""
        random = np.random.RandomState(1)
        for dtype, bits in (("float16", "uint16"), ("float32", "uint32"), ("float64", "uint64")):
            raw = random.randint(0, 256, 4000 * np.dtype(dtype).itemsize).astype(np.uint8)
            drawn = raw.view(dtype)
            info = np.finfo(dtype)
            edges = np.array([0.0, -0.0, info.max, info.min, info.tiny, 1 + info.eps], dtype)
            smallest = np.array([1], bits).view(dtype)
            values = np.concatenate([drawn[np.isfinite(drawn)], edges, smallest])
            back = array(json.loads(tensor_text(values)))
            self.assertEqual(dtype, back.dtype.name)
            np.testing.assert_array_equal(values.view(bits), back.view(bits))

    def test_decimals_are_the_shortest(self):
        """A float32 is not spelled as the double of its value."""
        text = json.loads(
            tensor_text(np.array([0.1, 16777216, 1e-45], np.float32)), parse_float=str
        )
        self.assertEqual([0.1, 16777216.0, 1e-45], [float(number) for number in text["data"]])
        self.assertEqual(["1.0e-01", "1.6777216e+07", "1.0e-45"], text["data"])

    def test_specials_are_words(self):
        """JSON has no NaN and no infinities."""
        for dtype in ("float32", "float64"):
            values = np.array([np.nan, np.inf, -np.inf, -0.0], dtype)
            spelled = json.loads(tensor_text(values))["data"]
            self.assertEqual(["NaN", "Infinity", "-Infinity"], spelled[:3])
            back = array({"dtype": dtype, "shape": [4], "data": spelled})
            np.testing.assert_array_equal(values, back)
            self.assertTrue(np.signbit(back[3]))

    def test_integers_are_exact(self):
        """Beyond 2**53 too, where a double would not do."""
        values = np.array([2**62 + 1, -(2**63)], np.int64)
        np.testing.assert_array_equal(values, array(json.loads(tensor_text(values))))
        self.assertEqual([1, 0], json.loads(tensor_text(np.array([True, False])))["data"])

    def test_shapes_and_order_are_kept(self):
        """0-d, empty, and what is not laid out in C order."""
        for values in (np.float32(2.5), np.zeros((2, 0, 3)), np.arange(6.0).reshape(2, 3).T):
            back = array(json.loads(tensor_text(values)))
            self.assertEqual(np.shape(values), back.shape)
            np.testing.assert_array_equal(values, back)


class CallTest(unittest.TestCase):
    """A question."""

    def test_arguments_are_read_by_their_kind(self):
        """Tensors, lengths, floats in words, and what JSON has of its own."""
        params = {
            "weight": {"tensor": ONE},
            "eps": "Infinity",
            "reduction": "mean",
            "full": True,
            "reduce": None,
        }
        asked = Call(call("CTCLoss", params=params, inputs={"input": ONE, "inputLengths": [3, 2]}))
        self.assertEqual(
            (np.float32, ()), (asked.params["weight"].dtype, asked.params["weight"].shape)
        )
        self.assertEqual(float("inf"), asked.params["eps"])
        self.assertEqual(
            ["mean", True, None], [asked.params[k] for k in ("reduction", "full", "reduce")]
        )
        self.assertEqual([3, 2], asked.inputs["inputLengths"])
        self.assertIsNone(asked.grad_output)
        self.assertEqual(1.5, Call(call("L1Loss", gradOutput=ONE)).grad_output)


class ServeTest(unittest.TestCase):
    """The conversation."""

    def test_hello_and_goodbye(self):
        """Name, version, capabilities; then the port ends."""
        replies, _ = talk({"type": "hello", "protocol": 1}, {"type": "bye"})
        hello = {"type": "hello", "protocol": 1, "name": "tested", "version": "1"}
        hello["capabilities"] = {"losses": {"L1Loss": {}}}
        self.assertEqual([hello, {"type": "bye", "remarks": []}], replies)

    def test_end_of_input_ends_the_port(self):
        """A harness that was killed leaves no process behind."""
        self.assertEqual(([], ""), talk())

    def test_noise_is_kept_from_the_replies(self):
        """Neither Python's prints nor those of native code are taken for a reply."""
        replies, noise = talk(call("L1Loss", 7), {"type": "bye"})
        self.assertEqual({"input": {**ONE, "data": [3.0]}, "target": None}, replies[0]["grads"])
        self.assertEqual(
            ("computed", 7, ONE), tuple(replies[0][k] for k in ("type", "id", "output"))
        )
        self.assertEqual("bye", replies[1]["type"])
        self.assertIn("computing", noise)
        self.assertIn("native noise", noise)

    def test_notes_are_left_out_where_there_are_none(self):
        """What an answer says of itself."""
        replies, _ = talk(call("L1Loss", 1), call("SmoothL1Loss", 2))
        self.assertEqual(['so "it" says'], replies[0]["notes"])
        self.assertNotIn("notes", replies[1])

    def test_rejections_keep_stage_message_and_output(self):
        """The stage is left out if it is not known."""
        replies, _ = talk(call("MSELoss", 1), call("NLLLoss", 2))
        known = {
            "type": "rejected",
            "id": 1,
            "stage": "backward",
            "message": "no graph",
            "output": ONE,
        }
        self.assertEqual(
            [known, {"type": "rejected", "id": 2, "message": "no such thing"}], replies
        )

    def test_unsupported_says_what_is_missing(self):
        """It is no error."""
        replies, _ = talk(call("KLDivLoss", 3))
        self.assertEqual(
            [{"type": "unsupported", "id": 3, "reason": "there is no KLDivLoss"}], replies
        )

    def test_exception_errs_its_call_alone(self):
        """The next call is answered."""
        replies, _ = talk(call("BCELoss", 4), call("KLDivLoss", 5))
        self.assertEqual(["errored", "unsupported"], [reply["type"] for reply in replies])
        self.assertRegex(
            replies[0]["message"], r"^the port threw AttributeError: .*no_such_attribute.* at "
        )


if __name__ == "__main__":
    unittest.main()
