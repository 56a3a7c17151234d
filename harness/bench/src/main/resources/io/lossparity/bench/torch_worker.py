"""Measures PyTorch's losses in a process of its own; the commands are those of OurWorker.java."""

import sys
import time

import numpy
import torch
from torch import nn

torch.set_num_threads(1)


def read(path):
    with open(path, "rb") as stream:
        loss, dtype = stream.readline().decode().split()
        heads = []
        while True:
            words = stream.readline().decode().split()
            if not words:
                break
            heads.append((words[0], words[1], [int(size) for size in words[2:]]))
        arguments = {}
        for name, kind, shape in heads:
            count = int(numpy.prod(shape))
            data = numpy.frombuffer(stream.read(8 * count), dtype=">f8" if kind == "f" else ">i8")
            target = dtype if kind == "f" else "int64"
            arguments[name] = torch.from_numpy(data.astype(target).reshape(shape))
    return loss, arguments


def load(path):
    loss, arguments = read(path)
    module = getattr(nn, loss)()
    trained = ["input"]
    if loss in ("MarginRankingLoss", "CosineEmbeddingLoss", "TripletMarginLoss"):
        trained.append("input2")
    if loss == "TripletMarginLoss":
        trained.append("target")
    leaves = [arguments[name].requires_grad_() for name in trained]
    values = list(arguments.values())

    def call():
        for leaf in leaves:
            leaf.grad = None
        module(*values).backward()

    return call


def measure(call, nanoseconds):
    calls, batch, elapsed = 0, 1, 0
    begin = time.process_time_ns()
    while elapsed < nanoseconds:
        for _ in range(batch):
            call()
        calls += batch
        elapsed = time.process_time_ns() - begin
        batch = max(1, min(2 * batch, calls * 100_000 // max(1, elapsed)))
    return "%d %d" % (calls, elapsed)


def main():
    call = None
    for line in sys.stdin:
        command, _, rest = line.rstrip("\n").partition(" ")
        if command == "version":
            answer = "PyTorch " + torch.__version__
        elif command == "load":
            call = load(rest)
            answer = "loaded"
        else:
            answer = measure(call, int(rest))
        print(answer, flush=True)


main()
