package io.lossparity.render.markdown;

import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportFooter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A class of failures that the port's expectations file names, and how many cases failed as expected.
 *
 * @param kind will-not-fix or to-fix
 * @param title its name
 * @param reason why the port fails
 * @param met how many cases failed as expected
 * @param cases how many were expected to
 */
public record ExpectedClass(String kind, String title, String reason, long met, long cases) {

    /** Returns the classes that cases belong to, in order of appearance. */
    static List<ExpectedClass> of(List<CaseLine> cases) {
        Map<String, ExpectedClass> classes = new LinkedHashMap<>();
        for (CaseLine line : cases) {
            ExpectedFailure expected = line.expectation();
            if (expected != null) {
                ExpectedClass one = new ExpectedClass(
                        expected.kind().word(),
                        expected.title(),
                        expected.reason(),
                        line.failedAsExpected() ? 1 : 0,
                        1);
                classes.merge(expected.kind().word() + expected.title(), one, ExpectedClass::plus);
            }
        }
        return new ArrayList<>(classes.values());
    }

    private ExpectedClass plus(ExpectedClass other) {
        return new ExpectedClass(kind, title, reason, met + other.met, cases + other.cases);
    }

    /** Returns the decision on a run in words. */
    public static String decision(ReportFooter footer) {
        if (footer.conforms()) {
            return footer.asExpected() ? "conforms" : "conforms, but its expectations do not hold";
        }
        return footer.asExpected() ? "does not conform, and fails as expected" : "does not conform";
    }

    /** Returns how many failures are expected and unexpected, in words. */
    public static String split(ReportFooter footer) {
        return Plural.of(footer.counts().willNotFix(), "failure", "is", "are") + " expected and will not be fixed, "
                + footer.counts().toFix() + " are expected and to be fixed, "
                + footer.counts().unexpected() + " are unexpected.";
    }
}
