package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import io.lossparity.report.peers.TellingGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page of several ports.
 *
 * @param comparison the ports side by side
 * @param folders per port the folder of its pages
 * @param pages per port the page of each loss
 */
public record PeerPage(PeerComparison comparison, List<String> folders, List<Map<String, String>> pages) {
    private static final int MOST_GROUPS = 100;
    private static final int MOST_CASES = 40;

    /** Makes the lists unmodifiable. */
    public PeerPage {
        folders = List.copyOf(folders);
        pages = List.copyOf(pages);
    }

    /** Makes the page. */
    public static PeerPage of(PeerComparison comparison, List<String> folders) {
        List<Map<String, String>> pages = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            Function<String, String> names = PortReport.pageNames();
            String folder = folders.get(i);
            Map<String, String> ofPort = new LinkedHashMap<>();
            comparison.peers().get(i).totals().byLoss().keySet().stream()
                    .sorted()
                    .forEach(loss -> ofPort.put(loss, folder + "/" + names.apply(loss)));
            pages.add(ofPort);
        }
        return new PeerPage(comparison, folders, pages);
    }

    /**
     * What came of a loss with a port.
     *
     * @param page the page that tells more
     * @param mark the verdict that stands for all: the worst that occurs
     * @param words the counts
     * @param expected how many failed as expected, in words; empty if none did
     * @param bitEqual the share of bit-equal elements
     */
    public record Cell(String page, Mark mark, String words, String expected, String bitEqual) {}

    /** Returns the losses: the rows. */
    public List<String> losses() {
        return comparison.losses().stream().sorted().toList();
    }

    /** Returns a row of the matrix, empty where a port was not asked. */
    public List<Optional<Cell>> row(String loss) {
        List<Optional<Cell>> row = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            LossTotals totals = comparison.peers().get(i).totals().byLoss().get(loss);
            row.add(
                    totals == null
                            ? Optional.empty()
                            : Optional.of(cell(pages.get(i).get(loss), totals)));
        }
        return row;
    }

    /** Returns the groups that are shown. */
    public List<TellingGroup> telling() {
        return first(comparison.telling(), MOST_GROUPS);
    }

    /** Returns the cases of a group that are shown. */
    public static List<String> cases(TellingGroup group) {
        return first(group.cases(), MOST_CASES);
    }

    /** Returns the mark of a port's answers. */
    public static Mark mark(TellingGroup.PortMark mark) {
        String word = mark.words().replaceFirst(" \\(.*", "");
        return Arrays.stream(Mark.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst()
                .orElse(Mark.OTHER);
    }

    /** Returns the link to a group's smallest case on a port's page, if the port was asked. */
    public Optional<String> toCase(int port, TellingGroup group) {
        return Optional.ofNullable(pages.get(port).get(group.loss()))
                .map(page -> Link.toCase(page, group.representative()));
    }

    /** Returns how many cases some ports pass and others do not. */
    public int tellingCases() {
        return comparison.telling().stream()
                .mapToInt(group -> group.cases().size())
                .sum();
    }

    /** Returns the share of a port's elements that are the same to the bit. */
    public static String bitEqual(Peer peer) {
        Counts counts = peer.totals().overall().counts();
        return Numbers.percent(counts.bitEqual(), counts.values());
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }

    private static Cell cell(String page, LossTotals totals) {
        Counts counts = totals.counts();
        List<String> words = new ArrayList<>();
        add(words, counts.passed(), Mark.PASSED);
        add(words, counts.failed(), Mark.FAILED);
        add(words, counts.errored(), Mark.ERRORED);
        add(words, counts.timedOut(), Mark.TIMED_OUT);
        add(words, counts.unsupported(), Mark.UNSUPPORTED);
        PortLoss loss = new PortLoss(totals, page);
        return new Cell(page, loss.mark(), String.join(", ", words), loss.expectedWords(), loss.bitEqualShare());
    }

    private static void add(List<String> words, long count, Mark mark) {
        if (count > 0) {
            words.add(Numbers.count(count) + " " + mark.word());
        }
    }
}
