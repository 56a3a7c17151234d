package io.lossparity.render.facts;

import io.lossparity.render.html.model.LossText;
import io.lossparity.render.html.model.LossText.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies of a page with one wrong statement each. */
final class Spoiler {
    private static final Pattern TOKEN =
            Pattern.compile("[0-9.]+(e[+-]?[0-9]+)?|[A-Za-z][A-Za-z0-9]*|!=|<=|>=|[-+*/<>=]");
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("+", "-"),
            Map.entry("*", "/"),
            Map.entry("/", "*"),
            Map.entry("<", ">"),
            Map.entry(">", "<"),
            Map.entry("!=", "="),
            Map.entry("max", "min"),
            Map.entry("min", "max"),
            Map.entry("exp", "log"),
            Map.entry("log", "exp"),
            Map.entry("sum", "mean"),
            Map.entry("mean", "sum"),
            Map.entry("sqrt", "log"));

    private final LossText text;
    private final Map<String, LossText> spoiled = new LinkedHashMap<>();

    Spoiler(LossText text) {
        this.text = text;
    }

    /** Returns pages whose formula is wrong in one word. */
    Map<String, LossText> formulas() {
        for (int i = 0; i < text.formula().size(); i++) {
            String line = text.formula().get(i);
            int from = Math.max(line.indexOf(':') < 12 ? line.indexOf(':') : 0, 0);
            int equals = line.startsWith(" ") ? -1 : line.indexOf('=');
            Matcher matcher = TOKEN.matcher(line);
            while (matcher.find()) {
                if (matcher.start() > Math.max(from, equals)) {
                    spoil(i, line, matcher);
                }
            }
        }
        return spoiled;
    }

    private void spoil(int index, String line, Matcher matcher) {
        String before = line.substring(0, matcher.start());
        String after = line.substring(matcher.end());
        String token = matcher.group();
        List<String> others = new ArrayList<>();
        if (Character.isDigit(token.charAt(0))) {
            others.add(token.contains("e") ? "2" + token.substring(1) : token + "1");
        } else if (token.equals("-")) {
            others.add(before.matches(".*[-+*/(:=,] *") ? "" : "+");
        } else if (token.equals("=")) {
            others.add("!=");
        } else if (OTHER.containsKey(token)) {
            others.add(OTHER.get(token));
        } else if (text.symbols().containsKey(token)) {
            text.symbols().keySet().stream()
                    .filter(symbol -> !symbol.equals(token))
                    .forEach(others::add);
        }
        for (String other : others) {
            List<String> formula = new ArrayList<>(text.formula());
            formula.set(index, before + other + after);
            spoiled.put(formula.get(index), with(formula, text.shapes(), text.parameters()));
        }
    }

    /** Returns pages that state one default wrongly. */
    Map<String, LossText> defaults() {
        for (int i = 0; i < text.parameters().size(); i++) {
            Parameter parameter = text.parameters().get(i);
            String wrong = switch (parameter.initial()) {
                case "None" -> parameter.name().matches(".*[wW]eight") ? "2" : "False";
                case "True" -> "False";
                case "False" -> "True";
                case "'mean'" -> "'sum'";
                case "0", "0.0" -> "1";
                case "-100" -> "-99";
                default -> String.valueOf(2 * Double.parseDouble(parameter.initial()));
            };
            List<Parameter> parameters = new ArrayList<>(text.parameters());
            parameters.set(i, new Parameter(parameter.name(), wrong, parameter.meaning()));
            spoiled.put(parameter.name() + "=" + wrong, with(text.formula(), text.shapes(), parameters));
        }
        return spoiled;
    }

    /** Returns pages that leave out a parameter or a reduction, or have one too many. */
    Map<String, LossText> parameters() {
        for (int i = 0; i < text.parameters().size(); i++) {
            List<Parameter> fewer = new ArrayList<>(text.parameters());
            String name = fewer.remove(i).name();
            spoiled.put("without " + name, with(text.formula(), text.shapes(), fewer));
        }
        List<Parameter> more = new ArrayList<>(text.parameters());
        more.add(
                text.parameters().stream()
                                .anyMatch(parameter -> parameter.name().equals("reduce"))
                        ? new Parameter("beta", "1.0", "what later versions have")
                        : new Parameter("sizeAverage", "None", null));
        spoiled.put("with " + more.get(more.size() - 1).name(), with(text.formula(), text.shapes(), more));
        for (String reduction : text.reductions()) {
            List<String> formula = text.formula().stream()
                    .filter(line -> !line.startsWith(reduction + ":"))
                    .toList();
            spoiled.put("without " + reduction, with(formula, text.shapes(), text.parameters()));
        }
        if (!text.reductions().contains("batchmean")) {
            List<String> formula = new ArrayList<>(text.formula());
            formula.add("batchmean: L = mean(l)");
            spoiled.put("with batchmean", with(formula, text.shapes(), text.parameters()));
        }
        return spoiled;
    }

    /** Returns pages that leave out a statement about shapes, or state something else in its place. */
    Map<String, LossText> shapes() {
        for (int form = 0; form < text.shapes().size(); form++) {
            List<String> statements = text.shapes().get(form);
            for (int i = 0; i < statements.size(); i++) {
                String statement = statements.get(i);
                shape(form, i, List.of());
                for (String wrong : wrongShapes(statement)) {
                    if (!wrong.equals(statement)) {
                        shape(form, i, List.of(wrong));
                    }
                }
            }
        }
        return spoiled;
    }

    private static List<String> wrongShapes(String statement) {
        return List.of(
                statement.replace("broadcasts with", "is"),
                statement.replaceFirst("^input(, | and ).* broadcast$", "target is input"),
                statement.replaceFirst("^input1.* broadcast$", "input2 is input1"),
                statement.replace("broadcasts to", "broadcasts with"),
                statement.replace("has as many elements as", "broadcasts with"),
                statement.replaceFirst(" is (input|target)$", " broadcasts with $1"),
                statement.replaceFirst("^(target|weight) is \\(.*", "$1 broadcasts with input"),
                statement.replaceFirst("gives .*", "gives (7)"),
                statement.replace("2 axes", "3 axes"),
                statement.replace("2 axes", "1 axis"),
                statement.replace("1 or more", "2 or more"),
                statement.replace("C elements", "N elements"),
                statement.replace(" without axis 1", ""));
    }

    private void shape(int form, int index, List<String> instead) {
        List<List<String>> shapes = new ArrayList<>(text.shapes());
        List<String> statements = new ArrayList<>(shapes.get(form));
        String right = statements.remove(index);
        statements.addAll(index, instead);
        shapes.set(form, statements);
        spoiled.put(
                "form " + form + ": " + (instead.isEmpty() ? "without " + right : instead.get(0)),
                with(text.formula(), shapes, text.parameters()));
    }

    private LossText with(List<String> formula, List<List<String>> shapes, List<Parameter> parameters) {
        return new LossText(text.summary(), text.each(), text.symbols(), formula, shapes, parameters);
    }
}
