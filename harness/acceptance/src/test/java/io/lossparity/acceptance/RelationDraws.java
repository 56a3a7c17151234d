package io.lossparity.acceptance;

import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.run.Outcome;
import io.lossparity.mutants.Reference;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.relations.RelationRun;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A digest of all calls, in order, that a relation asks of our own losses: what was drawn for it. */
final class RelationDraws {
    private static final int SHOWN = 16;

    private RelationDraws() {}

    /** Prints the lines, for a test that asks another virtual machine. */
    public static void main(String[] args) {
        System.out.print(lines());
    }

    /** Returns a line for one relation of each kind and loss: its id and the digest. */
    static String lines() {
        Reference reference = Reference.ofOwnLosses();
        Set<String> seen = new HashSet<>();
        return RelationCatalogue.cases(RelationScope.QUICK, 42).stream()
                .filter(relation -> seen.add(relation.loss() + " " + relation.relation()))
                .map(relation -> relation.id() + " " + digest(relation, reference) + "\n")
                .collect(Collectors.joining());
    }

    private static String digest(RelationCase relation, Reference reference) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        relation.check(new RelationRun(
                call -> {
                    digest.update(text(call).getBytes(StandardCharsets.UTF_8));
                    return new Outcome.Answered(reference.ask(call));
                },
                "lossparity",
                "check"));
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
    }

    private static String text(LossCall call) {
        return call.loss() + " " + call.dtype() + " " + values(call.params()) + " " + values(call.inputs()) + " "
                + new TreeSet<>(call.requiresGrad()) + " "
                + call.gradOutput().map(RelationDraws::value).orElse("") + "\n";
    }

    /** In the order of names: a map's own is not what is drawn. */
    private static String values(Map<String, Object> arguments) {
        return new TreeMap<>(arguments)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + value(each.getValue()))
                        .collect(Collectors.joining(","));
    }

    private static String value(Object value) {
        if (value instanceof long[] integers) {
            return Arrays.toString(integers);
        }
        if (!(value instanceof TensorValue tensor)) {
            return String.valueOf(value);
        }
        String data = tensor.dtype() == DType.FLOAT32
                ? Arrays.toString(tensor.floats())
                : tensor.dtype() == DType.FLOAT64 ? Arrays.toString(tensor.doubles()) : Arrays.toString(tensor.longs());
        return tensor.dtype() + Arrays.toString(tensor.shape()) + data;
    }
}
