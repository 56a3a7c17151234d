package io.lossparity.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads PIT's {@code mutations.xml}; there may be several files, each for some classes. */
final class PitReport {
    private static final Comparator<MutantResult> CLEARER = Comparator.comparing(MutantResult::killedAtTolerances)
            .thenComparing(mutant -> mutant.status().detected());

    private PitReport() {}

    /**
     * Returns the mutants of all reports in a folder and below. If several have a mutant, the result that killed it
     * counts, at the tolerances rather than by the budget.
     *
     * @throws IOException if there is no report, or one is incomplete or has no mutant
     */
    static List<MutantResult> readAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.find(
                folder, 3, (path, attributes) -> path.getFileName().toString().equals("mutations.xml"))) {
            files = found.sorted().toList();
        }
        Map<String, MutantResult> mutants = new LinkedHashMap<>();
        for (Path file : files) {
            for (MutantResult mutant : read(file)) {
                mutants.merge(mutant.identity(), mutant, (one, other) -> Collections.max(List.of(one, other), CLEARER));
            }
        }
        if (mutants.isEmpty()) {
            throw new IOException(folder + ": there is no mutations.xml in it");
        }
        return List.copyOf(mutants.values());
    }

    private static List<MutantResult> read(Path file) throws IOException {
        List<MutantResult> mutants = new ArrayList<>();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("mutation")) {
                    mutants.add(mutant(xml));
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(file + ": not a report of PIT: " + e.getMessage(), e);
        }
        if (mutants.isEmpty()) {
            throw new IOException(file + ": there is no mutant in it");
        }
        return mutants;
    }

    private static MutantResult mutant(XMLStreamReader xml) throws XMLStreamException {
        MutantResult.Status status = MutantResult.Status.valueOf(xml.getAttributeValue(null, "status"));
        Map<String, StringBuilder> texts = new HashMap<>();
        String element = "";
        for (int event = xml.next(); !ends(xml, event); event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                element = xml.getLocalName();
            } else if (event == XMLStreamConstants.CHARACTERS) {
                texts.computeIfAbsent(element, name -> new StringBuilder()).append(xml.getText());
            }
        }
        return new MutantResult(
                text(texts, "mutatedClass"),
                text(texts, "sourceFile"),
                text(texts, "mutatedMethod"),
                text(texts, "methodDescription") + " " + text(texts, "index"),
                Integer.parseInt(text(texts, "lineNumber")),
                shortName(text(texts, "mutator")),
                text(texts, "description"),
                status,
                text(texts, "killingTest"));
    }

    private static boolean ends(XMLStreamReader xml, int event) {
        return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("mutation");
    }

    private static String text(Map<String, StringBuilder> texts, String element) {
        return texts.getOrDefault(element, new StringBuilder()).toString().strip();
    }

    private static String shortName(String mutator) {
        return mutator.substring(mutator.lastIndexOf('.') + 1).replace("Mutator", "");
    }
}
