package io.lossparity.render.badge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.lossparity.kit.text.Plural;
import io.lossparity.render.ReportRenderer;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code badge.svg}, and {@code badge.json} for shields.io's endpoint badge.
 *
 * <p>Green means that the port conforms, yellow-green that it conforms but does not support every case or gradient,
 * orange that it fails only as its expectations file says, and red that it does not conform.
 */
public final class Badges implements ReportRenderer {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Badges.class.getClassLoader(), "io.lossparity.render.html.pages");

    /** Creates the renderer. */
    public Badges() {}

    /**
     * The input of shields.io's endpoint.
     *
     * @param schemaVersion the version of that form
     * @param label the left side
     * @param message the right side
     * @param color the colour's name
     */
    public record Badge(int schemaVersion, String label, String message, String color) {
        private static final double CHARACTER_WIDTH = 6.6;
        private static final int PADDING = 10;

        /** Makes the badge of a report. */
        static Badge of(RunReport report) {
            ReportFooter footer = report.footer();
            String label = "PyTorch " + report.header().data().torch().replaceFirst("\\+.*", "") + " parity";
            if (footer.asExpected() && !footer.conforms()) {
                return new Badge(1, label, asExpected(footer), "orange");
            }
            if (footer.conforms() && !footer.asExpected()) {
                return new Badge(1, label, pass(footer.counts().passed()) + ", not as expected", "red");
            }
            if (!footer.conforms()) {
                long bad = footer.counts().notPassed();
                String message =
                        bad == 0 ? "incomplete" : bad + " of " + footer.counts().cases() + " cases fail";
                return new Badge(1, label, message, "red");
            }
            String coverage = coverage(footer);
            return coverage.isEmpty()
                    ? new Badge(1, label, pass(footer.counts().cases()), "brightgreen")
                    : new Badge(1, label, coverage, "yellowgreen");
        }

        /** Returns how many cases could be judged, in few words; empty if all could. */
        private static String coverage(ReportFooter footer) {
            if (footer.counts().unsupported() > 0) {
                return (footer.counts().cases() - footer.counts().unsupported()) + " of "
                        + Plural.of(footer.counts().cases(), "case") + " supported";
            }
            return footer.partial() == 0
                    ? ""
                    : pass(footer.counts().cases()) + ", " + footer.partial() + " without a gradient";
        }

        private static String pass(long cases) {
            return Plural.of(cases, "case", "passes", "pass");
        }

        private static String asExpected(ReportFooter footer) {
            long bad = footer.counts().notPassed();
            if (bad == 0) {
                return "relations fail as expected"; // nothing else makes a port not conform as expected
            }
            String words = bad + " of " + footer.counts().cases() + " cases fail as expected";
            String toFix =
                    footer.counts().toFix() == 0 ? "" : ", " + footer.counts().toFix() + " to fix";
            return words + toFix + (footer.counts().unsupported() == 0 ? "" : ", " + coverage(footer));
        }

        /** Returns the colour in the form that the image needs. */
        public String fill() {
            return switch (color) {
                case "brightgreen" -> "#2f8132";
                case "yellowgreen" -> "#6b7a00";
                case "orange" -> "#b45309";
                default -> "#b3261e";
            };
        }

        /** Returns the width of the left side. */
        public int labelWidth() {
            return width(label);
        }

        /** Returns the width of the right side. */
        public int messageWidth() {
            return width(message);
        }

        private static int width(String text) {
            return (int) Math.ceil(text.length() * CHARACTER_WIDTH) + PADDING;
        }
    }

    @Override
    public void render(RunReport report, Path folder) throws IOException {
        Badge badge = Badge.of(report);
        StringOutput svg = new StringOutput();
        TEMPLATES.render("badge.jte", badge, svg);
        Files.writeString(folder.resolve("badge.svg"), svg.toString(), StandardCharsets.UTF_8);
        JsonMapper json = new JsonMapper();
        Files.writeString(
                folder.resolve("badge.json"),
                json.writeValueAsString(json.createObjectNode()
                                .put("schemaVersion", badge.schemaVersion())
                                .put("label", badge.label())
                                .put("message", badge.message())
                                .put("color", badge.color()))
                        + "\n",
                StandardCharsets.UTF_8);
    }
}
