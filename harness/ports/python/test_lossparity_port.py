"""Tests of the base helper, without pytest: ``python3 -m unittest``."""

import json
import subprocess
import sys
import unittest
from pathlib import Path

import numpy as np
from lossparity_port import Call, tensor_text
from lossparity_question import RefusedLine, parse, question, tensor

HERE = Path(__file__).resolve().parent
REFUSED = "../../kit/src/test/resources/io/lossparity/kit/process/refused-questions.txt"
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
    """Return the replies of the port above, in its own process, and what else it printed."""
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


def back(text):
    """Return the array of a tensor's JSON."""
    return tensor(parse(text.encode()), "output")


def asked(**fields):
    """Return the call of a valid question."""
    return Call(question(json.dumps(call(**fields)).encode())[1])


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
            returned = back(tensor_text(values))
            self.assertEqual(dtype, returned.dtype.name)
            np.testing.assert_array_equal(values.view(bits), returned.view(bits))

    def test_decimals_are_rounded_once(self):
        """Beside the middle of two float32: by way of a double it would become the even one."""
        middle = "1.00000005960464477539"
        for text, steps in ((middle + "0", 0), (middle + "1", 1), ("-" + middle + "1", -1)):
            read = back('{"dtype":"float32","shape":[1],"data":[%s]}' % text)
            sign = np.sign(steps) or 1
            self.assertEqual(np.float32(sign * (1 + abs(steps) * 2.0**-23)), read[0])

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
            text = tensor_text(values)
            self.assertEqual(["NaN", "Infinity", "-Infinity"], json.loads(text)["data"][:3])
            np.testing.assert_array_equal(values, back(text))
            self.assertTrue(np.signbit(back(text)[3]))

    def test_integers_are_exact(self):
        """Beyond 2**53 too, where a double would not do."""
        values = np.array([2**62 + 1, -(2**63)], np.int64)
        np.testing.assert_array_equal(values, back(tensor_text(values)))
        self.assertEqual([1, 0], json.loads(tensor_text(np.array([True, False])))["data"])

    def test_shapes_and_order_are_kept(self):
        """0-d, empty, and what is not laid out in C order."""
        for values in (np.float32(2.5), np.zeros((2, 0, 3)), np.arange(6.0).reshape(2, 3).T):
            returned = back(tensor_text(values))
            self.assertEqual(np.shape(values), returned.shape)
            np.testing.assert_array_equal(values, returned)


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
        read = asked(loss="CTCLoss", params=params, inputs={"input": ONE, "inputLengths": [3, 2]})
        self.assertEqual(
            (np.float32, ()), (read.params["weight"].dtype, read.params["weight"].shape)
        )
        self.assertEqual(float("inf"), read.params["eps"])
        self.assertEqual(
            ["mean", True, None], [read.params[k] for k in ("reduction", "full", "reduce")]
        )
        self.assertEqual([3, 2], read.inputs["inputLengths"])
        self.assertIsNone(read.grad_output)
        self.assertEqual(1.5, asked(loss="L1Loss", gradOutput=ONE).grad_output)


class RefusalTest(unittest.TestCase):
    """Lines that are not questions."""

    def refusal(self, line):
        """Return what the reader refuses a line with."""
        with self.assertRaises(RefusedLine, msg=line) as refused:
            question(line)
        return refused.exception

    def test_each_rule_is_refused_as_in_java(self):
        """The harness's own reader has the same table."""
        valid = (
            "{'type':'call','id':7,'loss':'MSELoss','dtype':'float32',"
            "'params':{'reduction':'mean','margin':1.0,'p':1},'inputs':{'input':"
            "{'dtype':'float32','shape':[2],'data':[1.5,-0.0]},'lengths':[1,2]},"
            "'requiresGrad':['input'],'gradOutput':null}"
        )
        self.assertEqual("call", question(valid.replace("'", '"').encode())[0])
        table = (HERE / REFUSED).read_text("utf-8").splitlines()
        rows = [line for line in table if not line.startswith("#")]
        self.assertGreater(len(rows), 50)
        for row in rows:
            rule, old, new, words = (cell.strip().replace("``", "") for cell in row.split("|"))
            with self.subTest(rule):
                self.assertIn(old, valid)
                refusal = self.refusal(valid.replace(old, new).replace("'", '"').encode())
                self.assertIn(words, str(refusal))
                self.assertEqual(7, refusal.number)

    def test_numbers_of_calls_are_positive_integers(self):
        """A call without one can't be named in the reply."""
        for number, words in (
            (3.4, "id must be an integer, but was '3.4'"),
            ("7", "id must be an integer, but was '7'"),
            (True, "id must be an integer, but was 'true'"),
            (0, "id must be in [1, 9223372036854775807], but was 0"),
            (2**63, "id must fit in 64 bits, but was 9223372036854775808"),
        ):
            refusal = self.refusal(json.dumps(call("L1Loss", number)).encode())
            self.assertEqual((words, None), (str(refusal), refusal.number))

    def test_lines_are_objects_in_strict_json(self):
        """Neither words nor half a line nor other encodings."""
        for line, words in (
            (b"", "not strict JSON: "),
            (b"hello", "not strict JSON: "),
            (b"{'type':'bye'}", "not strict JSON: "),
            (b'{"type":"bye"} {}', "not strict JSON: "),
            (b'{"type":NaN}', "not strict JSON: NaN must be in quotes"),
            (b"[" * 100000, "not strict JSON: "),
            (b'{"type":"\xc0\x80"}', "not UTF-8 text: byte 9 begins no character"),
            (b"[]", "the line must be an object, but was an array"),
            (b"null", "the line must be an object, but was 'null'"),
            (b"{}", "the line misses [type]"),
            (b'{"type":"tell"}', "type must be one of bye, call, hello, but was 'tell'"),
            (b'{"type":null}', "type must be a string, but was 'null'"),
            (b'{"type":"bye","type":"bye"}', "the line has 'type' twice"),
            (b'{"type":"bye","id":1}', "a line of type bye must not have [id]"),
            (b'{"type":"hello"}', "a line of type hello misses [protocol]"),
            (b'{"type":"hello","protocol":"1"}', "protocol must be an integer, but was '1'"),
        ):
            self.assertIn(words, str(self.refusal(line)))


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

    def test_line_that_is_refused_is_told_so(self):
        """The session goes on."""
        replies, _ = talk([], call("L1Loss", 3, dtype="float8"), call("KLDivLoss", 4))
        told = "the line is not a question: "
        self.assertEqual(
            [
                (None, told + "the line must be an object, but was an array"),
                (3, told + "dtype: no dtype is named 'float8'"),
            ],
            [(reply["id"], reply["message"]) for reply in replies[:2]],
        )
        self.assertEqual("unsupported", replies[2]["type"])

    def test_exception_errs_its_call_alone(self):
        """The next call is answered."""
        replies, _ = talk(call("BCELoss", 4), call("KLDivLoss", 5))
        self.assertEqual(["errored", "unsupported"], [reply["type"] for reply in replies])
        self.assertRegex(
            replies[0]["message"], r"^the port threw AttributeError: .*no_such_attribute.* at "
        )


if __name__ == "__main__":
    unittest.main()
