package io.lossparity.render.facts;

import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.LossCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One form of shapes as a page states it: statements that must all hold. */
final class ShapeStatements {
    private static final Pattern SENTENCE = Pattern.compile("(with (\\w+), )?(.+?)"
            + " (broadcasts with|broadcasts to|has as many elements as|is at most|is the sum of|gives|is|has|have|broadcast(?=$))"
            + "( .+)?");

    private final List<String> statements;
    private final FactArguments arguments;
    private final Map<String, Integer> sizes = new HashMap<>();
    private int[] rest;

    private ShapeStatements(List<String> statements, FactArguments arguments) {
        this.statements = statements;
        this.arguments = arguments;
    }

    /** Returns whether a call is of one of the forms; for none, with an output of the shape that is stated. */
    static boolean accept(LossText text, LossCall call, Optional<int[]> output) {
        FactArguments arguments = FactArguments.of(call, text);
        Optional<int[]> unreduced =
                output.filter(shape -> arguments.reduction(text).equals("none"));
        boolean reduced = output.isPresent() && unreduced.isEmpty();
        return (!reduced || output.get().length == 0)
                && text.shapes().stream().anyMatch(form -> new ShapeStatements(form, arguments).holds(unreduced));
    }

    private boolean holds(Optional<int[]> output) {
        try {
            return allHold(output);
        } catch (IllegalArgumentException e) { // what has to broadcast does not
            return false;
        }
    }

    private boolean allHold(Optional<int[]> output) {
        if (statements.stream()
                        .filter(statement -> statement.contains(" gives "))
                        .count()
                != 1) {
            throw new Scope.FormulaException("a form says once what none gives: " + statements);
        }
        return statements.stream().allMatch(statement -> {
            Matcher matcher = SENTENCE.matcher(statement);
            if (!matcher.matches()) {
                throw new Scope.FormulaException("nobody knows what this means: " + statement);
            }
            String flag = matcher.group(2);
            if (flag != null && arguments.required(flag).item() == 0) {
                return true;
            }
            String object = matcher.group(5) == null ? "" : matcher.group(5).strip();
            if (matcher.group(4).equals("gives")) {
                return output.isEmpty() || matches(output.get(), object);
            }
            return sentence(matcher.group(3), matcher.group(4), object);
        });
    }

    private boolean sentence(String subject, String verb, String object) {
        if (subject.length() == 1) {
            return size(subject, verb, object);
        }
        if (verb.equals("have")) {
            return names(subject).allMatch(name -> sentence(name, "has", object));
        }
        Optional<int[]> shape = shape(subject);
        if (shape.isEmpty()) {
            return true; // an argument that is not passed
        }
        return switch (verb) {
            case "broadcasts with" -> doBroadcast(shape.get(), shape(object).orElseThrow());
            case "broadcasts to" -> {
                int[] target = shape(object).orElseThrow();
                yield Arrays.equals(FactTensor.broadcast(shape.get(), target), target);
            }
            case "has as many elements as" ->
                FactTensor.elements(shape.get())
                        == FactTensor.elements(shape(object).orElseThrow());
            case "is at most" ->
                Arrays.stream(arguments.required(subject).data()).allMatch(value -> value <= sizes.get(object));
            case "broadcast" -> true; // the shape is there
            case "is" -> matches(shape.get(), object);
            default -> has(shape.get(), object);
        };
    }

    /** An exception says that they don't. */
    private static boolean doBroadcast(int[] one, int[] other) {
        return FactTensor.broadcast(one, other) != null;
    }

    private boolean size(String name, String verb, String object) {
        if (verb.equals("is the sum of")) {
            return sizes.get(name)
                    == Arrays.stream(arguments.required(object).data()).sum();
        }
        if (!sizes.containsKey(name)) {
            return true; // of an argument that is not passed
        }
        String least = object.replace(" or more", "");
        return sizes.get(name) >= (sizes.containsKey(least) ? sizes.get(least) : Integer.parseInt(least));
    }

    /** {@code 2 axes or more}, {@code C elements}. */
    private boolean has(int[] shape, String object) {
        String[] words = object.split(" ", -1);
        if (words[1].equals("elements")) {
            return FactTensor.elements(shape) == sizes.get(words[0]);
        }
        return shape.length >= Integer.parseInt(words[0]);
    }

    private boolean matches(int[] shape, String object) {
        if (!object.startsWith("(")) {
            return Arrays.equals(shape, shape(object).orElseThrow());
        }
        return Arrays.stream(object.split(" or ", -1)).anyMatch(pattern -> matchesPattern(shape, pattern));
    }

    /** {@code (N, C, ...)}: a letter has one size throughout the form, and so have the dots. */
    private boolean matchesPattern(int[] shape, String pattern) {
        String inside = pattern.substring(1, pattern.length() - 1);
        List<String> axes = inside.isEmpty() ? List.of() : List.of(inside.split(", ", -1));
        boolean open = axes.contains("...");
        int named = axes.size() - (open ? 1 : 0);
        if (open ? shape.length < named : shape.length != named) {
            return false;
        }
        for (int i = 0; i < named; i++) {
            String axis = axes.get(i);
            int size = shape[i];
            int stated = Character.isDigit(axis.charAt(0))
                    ? Integer.parseInt(axis)
                    : Optional.ofNullable(sizes.putIfAbsent(axis, size)).orElse(size);
            if (stated != size) {
                return false;
            }
        }
        int[] others = Arrays.copyOfRange(shape, named, shape.length);
        if (open && rest == null) {
            rest = others;
        }
        return !open || Arrays.equals(rest, others);
    }

    /** Returns what those of several arguments that are passed broadcast to; empty if none is. */
    private Optional<int[]> shape(String expression) {
        String names = expression.replaceFirst("^the broadcast of ", "");
        if (names.contains("(")) {
            return common(
                    Arrays.stream(names.split(" and (?=\\()", -1)).map(part -> shape(part.replaceAll("[()]", ""))));
        }
        if (names.endsWith(" without axis 1")) {
            return shape(names.replace(" without axis 1", "")).map(shape -> FactTensor.without(shape, 1));
        }
        return common(names(names).map(this::argument));
    }

    private static Stream<String> names(String list) {
        return Arrays.stream(list.split(", | and ", -1));
    }

    private static Optional<int[]> common(Stream<Optional<int[]>> shapes) {
        return shapes.flatMap(Optional::stream).reduce(FactTensor::broadcast);
    }

    private Optional<int[]> argument(String name) {
        if (!arguments.values().containsKey(name)) {
            throw new Scope.FormulaException("there is no argument " + name);
        }
        return arguments.tensor(name).map(FactTensor::shape);
    }
}
