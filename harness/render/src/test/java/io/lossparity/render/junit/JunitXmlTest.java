package io.lossparity.render.junit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.render.TrialReport;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class JunitXmlTest {
    @TempDir
    Path folder;

    private Path write(RunReport report) throws IOException {
        new JunitXml().render(report, folder);
        return folder.resolve(JunitXml.FILE);
    }

    private static Schema schema() throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitXmlTest.class.getResource("junit.xsd"));
    }

    private static Element element(Document document, String name, int index) {
        return (Element) document.getElementsByTagName(name).item(index);
    }

    @Test
    void reportOfEveryVerdictFitsTheSchema() throws Exception {
        Path file = write(TrialReport.sick());
        assertDoesNotThrow(() -> schema().newValidator().validate(new StreamSource(file.toFile())));
    }

    /** Surefire's schema knows a suite alone, for it writes one into each file. */
    @Test
    void everySuiteFitsTheSchemaOfSurefire() throws Exception {
        Validator surefire = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitXmlTest.class.getResource("surefire-test-report.xsd"))
                .newValidator();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(write(TrialReport.sick()).toFile());
        NodeList suites = document.getElementsByTagName("testsuite");
        assertEquals(3, suites.getLength());
        for (int i = 0; i < suites.getLength(); i++) {
            surefire.validate(new DOMSource(suites.item(i)));
        }
        element(document, "skipped", 0).setAttribute("type", "unsupported");
        Node skipping = element(document, "skipped", 0).getParentNode().getParentNode();
        assertThrows(SAXException.class, () -> surefire.validate(new DOMSource(skipping)));
    }

    @Test
    void schemaRefusesWhatServersDoNotKnow() throws Exception {
        String text = Files.readString(write(TrialReport.sick()));
        for (String other : new String[] {
            text.replace("<failure ", "<failed ").replace("</failure>", "</failed>"),
            text.replaceFirst(" name=\"MSELoss/", " title=\"MSELoss/"),
            text.replaceFirst(" errors=\"[0-9]+\" skipped", " skipped")
        }) {
            assertThrows(
                    SAXException.class,
                    () -> schema().newValidator().validate(new StreamSource(new StringReader(other))));
        }
    }

    /** A port that fails everywhere must not write megabytes: beyond the first cases their first lines will do. */
    @Test
    void onlyTheFirstFailuresOfASuiteAreToldInFull() throws Exception {
        CaseLine[] cases = IntStream.range(0, 60)
                .mapToObj(i -> TrialReport.line(
                        "L1Loss/float32/mean/N" + i,
                        CaseVerdict.FAILED,
                        FailureKind.OUTPUT,
                        "L1Loss/float32/mean/N" + i + ", port test: off\nwith more to say"))
                .toArray(CaseLine[]::new);
        String text = Files.readString(write(TrialReport.of(cases)));
        assertEquals(
                50, Pattern.compile("with more to say").matcher(text).results().count());
        assertTrue(text.contains("<failure type=\"output\" message=\"off\"></failure>"), text);
    }

    @Test
    void diagnosisIsAPropertyOfItsSuite() throws Exception {
        String text = Files.readString(write(TrialReport.sick()));
        String property = "<property name=\"diagnosis\" value=\"your 2 failing cases equal `MSELoss: half the square ";
        assertEquals(text.indexOf(property), text.lastIndexOf(property));
        assertTrue(text.indexOf("<testsuite name=\"MSELoss\"") < text.indexOf(property), text);
        assertTrue(text.indexOf(property) < text.indexOf("<testsuite name=\"L1Loss\""), text);
    }

    @Test
    void verdictsAreWhatServersCallThem() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(write(TrialReport.sick()).toFile());
        assertEquals("7", document.getDocumentElement().getAttribute("tests"));
        assertEquals(3, document.getElementsByTagName("testsuite").getLength());
        assertEquals(7, document.getElementsByTagName("testcase").getLength());
        assertEquals(2, document.getElementsByTagName("failure").getLength());
        assertEquals(2, document.getElementsByTagName("error").getLength());
        assertEquals(1, document.getElementsByTagName("skipped").getLength());
        Element suite = element(document, "testsuite", 0);
        assertEquals("MSELoss", suite.getAttribute("name"));
        assertEquals("2", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("errors"));
        assertEquals("2020-01-15T00:00:00", suite.getAttribute("timestamp"));
        Element test = element(document, "testcase", 0);
        assertEquals("MSELoss.float32", test.getAttribute("classname"));
        assertEquals("MSELoss/float32/mean/N2/typical", test.getAttribute("name"));
        assertEquals("0.002", test.getAttribute("time"));
    }

    @Test
    void relationsAreASuiteOfTheirOwn() throws Exception {
        Path file = write(TrialReport.withRelations());
        assertDoesNotThrow(() -> schema().newValidator().validate(new StreamSource(file.toFile())));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertEquals("13", document.getDocumentElement().getAttribute("tests"));
        assertEquals("3", document.getDocumentElement().getAttribute("failures"));
        assertEquals("4", document.getDocumentElement().getAttribute("errors"));
        Element suite = element(document, "testsuite", 3);
        assertEquals("relations", suite.getAttribute("name"));
        assertEquals("6", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("2", suite.getAttribute("errors"));
        assertEquals("1", suite.getAttribute("skipped"));
        Element test = element(document, "testcase", 9);
        assertEquals("relation/MSELoss/float64/batch-permuted/default/N3/seed=42", test.getAttribute("name"));
        assertEquals(
                "batch-permuted",
                ((Element) test.getElementsByTagName("failure").item(0)).getAttribute("type"));
    }

    @Test
    void messageIsKeptButForWhatXmlCannotSay() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(write(TrialReport.sick()).toFile());
        Element failure = element(document, "failure", 0);
        assertEquals(TrialReport.HOSTILE.replace('\u001b', '\ufffd'), failure.getTextContent());
        assertEquals("output", failure.getAttribute("type"));
        assertTrue(failure.getAttribute("message").startsWith("off by `one` | <script>"));
    }
}
