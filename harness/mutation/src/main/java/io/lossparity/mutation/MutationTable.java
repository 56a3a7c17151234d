package io.lossparity.mutation;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The mutation scores as Markdown. */
final class MutationTable {
    private static final String HEAD = """
            # Our losses, mutated

            Which mistakes in `impl` would the golden cases miss? [PIT](https://pitest.org) makes small ones in the
            compiled losses, one at a time (its STRONGER mutators and changed constants, float32 and float64 alike), and
            asks every golden case that reaches them.

            ```sh
            mvn -P mutation process-test-classes -pl harness/mutation -am
            ```

            writes this file; `-Dmutation.loss='MSELoss*' -Dmutation.shared=none -Dmutation.tensor=none
            -Dmutation.table=/dev/stdout` does one loss and leaves the file alone. Last written on DATE.

            - *killed*: at least one golden case fails at its tolerance, or the process hangs (*in time*) or runs out of
              memory.
            - *by bits*: each case passes, but the fidelity budget (`harness/ports/lossparity/budget.json`) that CI's
              gate holds the same cases to does not: fewer values equal to the bit, or a larger error than ever.
            - *equivalent*: no caller can tell; `equivalent-mutants.json` argues each, and an entry that no longer fits
              its survivors, or that the budget or a unit test refutes, fails the run.
            - *unit tests*: no golden case tells, but the unit tests of `impl` do: words of errors, what is computed
              when a class is loaded, refusals that PyTorch has no case for.
            - *rounding*: the same value, rounded on another way, which neither a tolerance nor the budget notices.
            - *wording*: only the text of an error changes, which is ours and not PyTorch's; no case compares it.
            - *unreached*: no golden case can come there: a check of `backward` where `forward`, which is asked first,
              refuses the same, or a call that PyTorch answers in a way that our losses refuse by choice.
            - *survived*: everything else.
            - *at tolerances*: the share that the golden cases alone kill, or that is equivalent; *share*: the same with
              the budget, as CI's gate asks. It must be at least 98 % over the losses and what they share; most of a
              tensor's methods (`equals`, `toString`, views) are for callers, and no loss asks for them, and
              `ExtendedConstants` runs when a class is loaded, before PIT changes it: the unit tests ask it.

            | | mutants | killed | in time | by bits | equivalent | unit tests | rounding | wording | unreached | survived | at tolerances | share |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private MutationTable() {}

    /**
     * Returns the page: how it was made, and a row for each loss and shared class.
     *
     * @param notMutated the files without a mutant
     */
    static String markdown(MutationScore score, LocalDate date, List<String> notMutated) {
        StringBuilder text = new StringBuilder(HEAD.replace("DATE", date.toString()));
        score.rows().forEach((name, row) -> text.append(row(name, row)));
        text.append(row("**losses and shared**", score.total()));
        if (score.tensors().mutants > 0) {
            text.append(row("**tensors**", score.tensors()));
        }
        if (!notMutated.isEmpty()) {
            text.append("\nWithout a mutant, for they were not in the run or have nothing to mutate: ")
                    .append(String.join(", ", notMutated))
                    .append(".\n");
        }
        if (!score.unexplained().isEmpty()) {
            text.append("\n## Survived\n\n| where | line | change |\n|---|---|---|\n");
            score.unexplained().forEach(survivor -> text.append(row(survivor)));
        }
        return text.toString();
    }

    private static String row(String name, MutationScore.Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %.1f %% | %.1f %% |\n",
                name,
                row.mutants,
                row.killed,
                row.timedOut,
                row.killedByBudget,
                row.explained(MutantExplanation.Kind.EQUIVALENT),
                row.killedByUnitTests,
                row.explained(MutantExplanation.Kind.ROUNDING),
                row.explained(MutantExplanation.Kind.WORDING),
                row.explained(MutantExplanation.Kind.UNREACHED),
                row.survived(),
                100 * row.shareAtTolerances(),
                100 * row.share());
    }

    private static String row(MutationScore.Unexplained survivor) {
        MutantResult mutant = survivor.mutant();
        return String.format(
                Locale.ROOT,
                "| `%s.%s` | `%s` | %s |\n",
                mutant.simpleName(),
                mutant.method(),
                survivor.line().replace("|", "\\|"),
                mutant.change());
    }
}
