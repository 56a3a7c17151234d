package io.lossparity.cli;

import static io.lossparity.cli.Fault.nothing;
import static io.lossparity.cli.Fault.port;

import java.util.ArrayList;
import java.util.List;

/** Faults of a port in a process of its own: of its hello the run can't begin, of any other reply a case is errored. */
final class ProtocolFaults {
    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1,\"name\":\"x\",\"version\":\"1\"}";
    private static final String CHECK =
            "check --case NLLLoss/float32/mean/weight=absent/ignore=absent/N4-C5/typical --port ";

    private ProtocolFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        hello(all, "a null name", HELLO.replace("\"x\"", "null"), "name must be a string, but was 'null'");
        hello(all, "a null version", HELLO.replace("\"1\"", "null"), "version must be a string, but was 'null'");
        hello(all, "no name", HELLO.replace("\"name\":\"x\",", ""), "misses [name]");
        hello(all, "a protocol as text", HELLO.replace(":1", ":\"1\""), "protocol must be an integer, but was '1'");
        hello(all, "another protocol", HELLO.replace(":1", ":2"), "it speaks protocol 2, not 1");
        hello(all, "an unknown key", HELLO.replace("}", ",\"mood\":1}"), "the line has the unknown field 'mood'");
        hello(all, "another line", "Welcome!", "wrote a line that is not a reply: Welcome!");
        hello(all, "another reply", "{\"type\":\"bye\"}", "it did not say hello");
        capabilities(all, "null", "null", "capabilities must be an object, but was 'null'");
        capabilities(all, "null losses", "{\"losses\":null}", "losses must be an object, but was 'null'");
        capabilities(all, "a null loss", "{\"losses\":{\"L1Loss\":null}}", "capabilities of L1Loss must be an object");
        capabilities(
                all, "an unknown dtype", "{\"losses\":{\"L1Loss\":{\"dtypes\":[\"f4\"]}}}", "no dtype is named 'f4'");
        capabilities(
                all,
                "a null gradient",
                "{\"losses\":{\"L1Loss\":{\"gradients\":[null]}}}",
                "gradients must be a string");
        capabilities(
                all, "an unknown key", "{\"losses\":{},\"dtypes\":[]}", "capabilities has the unknown field 'dtypes'");
        all.add(new Fault("hello", "no such program", nothing(), CHECK + "'process:{}/none'", 2, "No such file"));
        all.add(new Fault("hello", "an early end", nothing(), CHECK + "process:false", 2, "ended with exit code 1"));
        reply(all, "errored without a message", "{\"type\":\"errored\",\"id\":1}", "misses [message]");
        reply(all, "errored with null", "{\"type\":\"errored\",\"id\":1,\"message\":null}", "must not be null");
        reply(all, "a fraction as id", "{\"type\":\"unsupported\",\"id\":1.0,\"reason\":\"\"}", "must be an integer");
        reply(all, "a key twice", "{\"type\":\"unsupported\",\"id\":1,\"id\":1,\"reason\":\"\"}", "has 'id' twice");
        reply(all, "another id", "{\"type\":\"unsupported\",\"id\":2,\"reason\":\"\"}", "answered another question");
        reply(all, "nothing", "", "the line must be an object");
        reply(
                all,
                "an overflowing shape",
                "{\"type\":\"computed\",\"id\":1,\"output\":{\"dtype\":\"float32\","
                        + "\"shape\":[65536,65536,65536,65536],\"data\":[]},\"grads\":{}}",
                "needs more than 2147483647 elements");
        return all;
    }

    private static void hello(List<Fault> all, String kind, String line, String words) {
        all.add(new Fault("hello", kind, port("port.sh", line), CHECK + "'process:sh {}/port.sh'", 3, words));
    }

    private static void capabilities(List<Fault> all, String kind, String value, String words) {
        hello(all, "capabilities: " + kind, HELLO.replace("}", ",\"capabilities\":" + value + "}"), words);
    }

    private static void reply(List<Fault> all, String kind, String line, String words) {
        all.add(new Fault("reply", kind, port("port.sh", HELLO, line), CHECK + "'process:sh {}/port.sh'", 1, words));
    }
}
