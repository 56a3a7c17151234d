package io.lossparity.mutation;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The mutation scores as Markdown. */
final class MutationTable {
    private static final String HEAD = """
            # Our losses, mutated

            Which mistakes in `impl` would the golden cases miss? [PIT](https://pitest.org) makes small mistakes in the
            compiled losses, one at a time (its STRONGER mutators and changed constants), and runs every golden case that
            reaches them. The float64 kernels are not mutated: they are derived from the float32 kernels.

            ```sh
            mvn -P mutation process-test-classes -pl harness/mutation -am
            ```

            The command writes this file. `-Dmutation.loss='MSELoss*' -Dmutation.shared=none -Dmutation.tensor=none
            -Dmutation.table=/dev/stdout` mutates one loss and does not write the file. Last written on DATE.

            - *killed*: at least one golden case fails at its tolerance, or the process hangs (*in time*) or runs out of
              memory.
            - *by bits*: each case passes, but the same cases exceed the budget (`harness/ports/lossparity/budget.json`)
              that CI's gate enforces: fewer values are equal to the bit, or an error is larger than ever. Code of the
              fast arithmetic has its own budget, `budget-fast.json`.
            - *equivalent*: no caller can notice. `equivalent-mutants.json` gives the reason for each. The run fails if
              an entry no longer fits its survivors, or if the budget or a unit test refutes it.
            - *unit tests*: no golden case notices, but the unit tests of `impl` do: error messages, code that runs when
              a class is loaded, rejections that no case of PyTorch has.
            - *rounding*: the same value, rounded in another way, which neither a tolerance nor the budget notices.
            - *wording*: only the text of an error changes. It is ours and not PyTorch's, so no case compares it.
            - *unreached*: no golden case can reach it: a check of `backward` where `forward`, which runs first, rejects
              the same call, or a call that PyTorch answers and our losses reject by choice.
            - *survived*: everything else.
            - *at tolerances*: the share that is equivalent, or that the golden cases kill without the budget;
              *with the budget*: the same with the budget, which must be at least 98 % over the losses and the code that
              they share; *in CI*: the same with the unit tests, too. Most of a tensor's methods (`equals`,
              `toString`, views) are for callers, and no loss uses them; `ExtendedConstants` runs when a class is loaded,
              before PIT changes it. Unit tests cover both.

            | | mutants | killed | in time | by bits | equivalent | unit tests | rounding | wording | unreached | survived | at tolerances | with the budget | in CI |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
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
                "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %.1f %% | %.1f %% | %.1f %% |\n",
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
                100 * row.shareWithBudget(),
                100 * row.shareInCi());
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
