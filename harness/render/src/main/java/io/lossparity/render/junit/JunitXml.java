package io.lossparity.render.junit;

import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.kit.verdict.WithoutGradient;
import io.lossparity.render.ReportRenderer;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code junit.xml}: a test suite per loss, a test per case, and a suite of relations, a test each. An unsupported case is a skipped test; one that
 * errored or timed out is an error.
 */
public final class JunitXml implements ReportRenderer {
    private static final int MOST_IN_FULL = 50;

    /** The file's name. */
    public static final String FILE = "junit.xml";

    /** Creates the renderer. */
    public JunitXml() {}

    @Override
    public void render(RunReport report, Path folder) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(FILE)))) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            new Document(xml, report).write();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }

    private record Document(XMLStreamWriter xml, RunReport report) {
        void write() throws XMLStreamException {
            start("testsuites");
            attribute("name", "LossParity " + report.header().port().name());
            attribute(
                    "tests",
                    report.footer().counts().cases() + report.relations().size());
            attribute("failures", count(report.cases(), "failure") + relations("failure"));
            attribute("errors", count(report.cases(), "error") + relations("error"));
            Map<String, List<CaseLine>> byLoss = new LinkedHashMap<>();
            for (CaseLine line : report.cases()) {
                byLoss.computeIfAbsent(line.loss(), loss -> new ArrayList<>()).add(line);
            }
            for (Map.Entry<String, List<CaseLine>> suite : byLoss.entrySet()) {
                suite(suite.getKey(), suite.getValue());
            }
            if (!report.relations().isEmpty()) {
                relations(report.relations());
            }
            end();
        }

        private void suite(String loss, List<CaseLine> cases) throws XMLStreamException {
            start("testsuite");
            attribute("name", loss);
            attribute("tests", cases.size());
            attribute("failures", count(cases, "failure"));
            attribute("errors", count(cases, "error"));
            attribute("skipped", count(cases, "skipped"));
            attribute("time", seconds(cases.stream().mapToLong(CaseLine::nanos).sum()));
            attribute("timestamp", report.header().startedAt().replaceFirst("(\\.[0-9]*)?Z$", ""));
            properties(loss);
            int told = 0;
            for (CaseLine line : cases) {
                testCase(line, told < MOST_IN_FULL);
                told += element(line).isEmpty() ? 0 : 1;
            }
            end();
        }

        private long relations(String element) {
            return report.relations().stream()
                    .filter(line -> element(line).equals(element))
                    .count();
        }

        private void relations(List<RelationLine> lines) throws XMLStreamException {
            start("testsuite");
            attribute("name", "relations");
            attribute("tests", lines.size());
            attribute("failures", relations("failure"));
            attribute("errors", relations("error"));
            attribute("skipped", relations("skipped"));
            attribute(
                    "time",
                    seconds(lines.stream().mapToLong(RelationLine::nanos).sum()));
            attribute("timestamp", report.header().startedAt().replaceFirst("(\\.[0-9]*)?Z$", ""));
            properties("relations");
            for (RelationLine line : lines) {
                start("testcase");
                attribute("name", line.id());
                attribute("classname", "relation." + line.loss() + "." + line.dtype());
                attribute("time", seconds(line.nanos()));
                String element = element(line);
                if (!element.isEmpty()) {
                    String type = element.equals("failure")
                            ? line.relation()
                            : line.verdict().word();
                    String prefix = expected(line.expectation());
                    String message = line.message() == null ? "" : line.message();
                    outcome(element, type, prefix, line.verdict().word(), message, true);
                }
                end();
            }
            end();
        }

        private void properties(String loss) throws XMLStreamException {
            ReportHeader header = report.header();
            start("properties");
            property("port", header.port().name() + " " + header.port().version());
            property("torch", header.data().torch());
            property(
                    "golden-data",
                    header.data().dataVersion() + " " + header.data().manifestSha256());
            property("java", header.platform().java() + ", " + header.platform().vm());
            property("os", header.platform().os() + ", " + header.platform().arch());
            if (!report.footer().coverage().isEmpty()) {
                property("coverage", report.footer().coverage());
            }
            for (WithoutGradient without : report.footer().withoutGradients()) {
                if (without.loss().equals(loss)) {
                    property("not-asked", without.words());
                }
            }
            for (DiagnosisLine diagnosis : report.diagnoses()) {
                if (diagnosis.loss().equals(loss)) {
                    for (String sentence : diagnosis.sentences()) {
                        property("diagnosis", sentence);
                    }
                }
            }
            end();
        }

        private void property(String name, String value) throws XMLStreamException {
            start("property");
            attribute("name", name);
            attribute("value", value);
            end();
        }

        private void testCase(CaseLine line, boolean inFull) throws XMLStreamException {
            String element = element(line);
            xml.writeCharacters("\n");
            if (element.isEmpty()) {
                xml.writeEmptyElement("testcase");
            } else {
                xml.writeStartElement("testcase");
            }
            attribute("name", line.id());
            attribute("classname", line.loss() + "." + line.dtype());
            attribute("time", seconds(line.nanos()));
            if (!element.isEmpty()) {
                outcome(element, line, inFull);
                end();
            }
        }

        /** A case that fails as expected is skipped, one that was expected to and does not is a failure. */
        private static String element(CaseLine line) {
            if (line.failedAsExpected()) {
                return "skipped";
            }
            return switch (line.verdict()) {
                case PASSED -> line.expectation() == null ? "" : "failure";
                case FAILED -> "failure";
                case UNSUPPORTED -> line.expectation() == null ? "skipped" : "failure";
                case ERRORED, TIMED_OUT -> "error";
            };
        }

        private static String element(RelationLine line) {
            if (line.failedAsExpected()) {
                return "skipped";
            }
            return switch (line.verdict()) {
                case HOLDS -> line.expectation() == null ? "" : "failure";
                case BROKEN -> "failure";
                case UNSUPPORTED -> line.expectation() == null ? "skipped" : "failure";
                case ERRORED, TIMED_OUT -> "error";
            };
        }

        private void outcome(String element, CaseLine line, boolean inFull) throws XMLStreamException {
            String verdict = line.failure() == null
                    ? line.verdict().word()
                    : line.failure().word();
            String type = line.expectation() == null
                    ? verdict
                    : line.expectation().outcome().word();
            String prefix = expected(line.expectation());
            String told = line.message() == null ? "" : line.message();
            String message = inFull ? told : Headline.of(line.id(), told);
            outcome(element, type, prefix, line.verdict().word(), message, inFull);
        }

        private void outcome(String element, String type, String prefix, String verdict, String message, boolean inFull)
                throws XMLStreamException {
            start(element);
            if (!element.equals("skipped")) { // a skipped test has no type in Surefire's schema
                attribute("type", type);
            }
            attribute("message", prefix + message.lines().findFirst().orElse(verdict));
            if (inFull) {
                xml.writeCharacters(legal(message));
            }
            end();
        }

        private static String expected(ExpectedFailure expected) {
            if (expected == null) {
                return "";
            }
            boolean met = expected.message().isEmpty();
            String what = met ? "failed as expected" : expected.outcome().word();
            String why = met ? expected.reason() : expected.message();
            return what + " (" + expected.kind().word() + ": " + expected.title() + ", " + why + "): ";
        }

        private void start(String element) throws XMLStreamException {
            xml.writeCharacters("\n");
            xml.writeStartElement(element);
        }

        private void end() throws XMLStreamException {
            xml.writeEndElement();
        }

        private void attribute(String name, Object value) throws XMLStreamException {
            xml.writeAttribute(name, legal(String.valueOf(value)));
        }

        private static long count(List<CaseLine> cases, String element) {
            return cases.stream().filter(line -> element(line).equals(element)).count();
        }

        private static String seconds(long nanos) {
            return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
        }

        /** Replaces what XML 1.0 has no way to write, such as a terminal's escape. */
        private static String legal(String text) {
            StringBuilder legal = new StringBuilder(text.length());
            text.codePoints().map(c -> isLegal(c) ? c : 0xFFFD).forEach(legal::appendCodePoint);
            return legal.toString();
        }

        private static boolean isLegal(int c) {
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            return c == '\n' || c == '\t' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !surrogate);
        }
    }
}
