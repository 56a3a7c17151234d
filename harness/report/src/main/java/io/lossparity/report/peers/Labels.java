package io.lossparity.report.peers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Gives each port a different name, because two may have the same name, for example two versions of one port. */
public final class Labels {
    private static final int LONGEST_FILE_NAME = 60;

    private Labels() {}

    /** Returns the ports labelled with their names; ports with the same name get name and version, or a number. */
    static List<Peer> distinct(List<Peer> peers) {
        Set<String> taken = new HashSet<>();
        List<Peer> labelled = new ArrayList<>();
        for (Peer peer : peers) {
            boolean alone = count(peers, peer, each -> each.header().port().name()) == 1;
            String wanted = alone ? peer.header().port().name() : peer.nameAndVersion();
            labelled.add(peer.called(free(wanted, taken)));
        }
        return labelled;
    }

    /**
     * Returns a free name for the files of a port, made only of letters, digits and {@code . _ -}, and marks it as
     * taken.
     *
     * @param name the port's name, with any characters
     * @param taken the names that are not free any more, in lower case
     */
    public static String fileName(String name, Set<String> taken) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._-]+", "");
        String cut = plain.substring(0, Math.min(LONGEST_FILE_NAME, plain.length()));
        String wanted = cut.isEmpty() ? "port" : cut;
        String free = wanted;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = wanted + "-" + i;
        }
        return free;
    }

    private static long count(List<Peer> peers, Peer peer, Function<Peer, String> name) {
        return peers.stream()
                .filter(other -> name.apply(other).equals(name.apply(peer)))
                .count();
    }

    private static String free(String wanted, Set<String> taken) {
        String free = wanted;
        for (int i = 2; !taken.add(free); i++) {
            free = wanted + " (" + i + ")";
        }
        return free;
    }
}
