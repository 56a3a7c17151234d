package io.lossparity.acceptance;

import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/** A build script of Gradle as Groovy's compiler reads it; what its methods do, only Gradle knows. */
final class GradleScript {
    private final List<MethodCallExpression> calls;

    private GradleScript(List<MethodCallExpression> calls) {
        this.calls = calls;
    }

    /**
     * A line of the block {@code dependencies}.
     *
     * @param configuration what it is needed for
     * @param group who publishes it
     * @param artifact its name
     * @param version its version; null if it has none
     */
    record Dependency(String configuration, String group, String artifact, String version) {}

    /** Compiles a script until all of its classes are resolved; a mistake is an exception. */
    static GradleScript compile(String script) {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource("build.gradle", script);
        unit.compile(Phases.SEMANTIC_ANALYSIS);
        return new GradleScript(calls(unit.getAST().getModules().get(0).getStatementBlock()));
    }

    /** Returns the names of the blocks. */
    List<String> blocks() {
        return calls.stream().map(MethodCallExpression::getMethodAsString).toList();
    }

    List<Dependency> dependencies() {
        return calls.stream()
                .filter(call -> call.getMethodAsString().equals("dependencies"))
                .flatMap(call -> calls(((ClosureExpression) argument(call)).getCode()).stream())
                .map(GradleScript::dependency)
                .toList();
    }

    private static Dependency dependency(MethodCallExpression call) {
        Expression argument = argument(call);
        if (argument instanceof MethodCallExpression platform) {
            argument = argument(platform);
        }
        String[] parts = ((ConstantExpression) argument).getValue().toString().split(":", -1);
        return new Dependency(call.getMethodAsString(), parts[0], parts[1], parts.length > 2 ? parts[2] : null);
    }

    private static List<MethodCallExpression> calls(Statement block) {
        return ((BlockStatement) block)
                .getStatements().stream()
                        .map(statement -> (MethodCallExpression) ((ExpressionStatement) statement).getExpression())
                        .toList();
    }

    private static Expression argument(MethodCallExpression call) {
        return ((TupleExpression) call.getArguments()).getExpression(0);
    }
}
