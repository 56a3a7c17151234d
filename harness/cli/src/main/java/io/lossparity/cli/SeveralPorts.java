package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenDataException;
import io.lossparity.kit.run.NoSuchPortException;
import io.lossparity.render.peers.PeerText;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Checks several ports one after the other and compares them; a failure of one does not stop the others.
 */
final class SeveralPorts {
    private static final int MOST_SHOWN = 10;

    private final CommandLine command;
    private final Path json;
    private final Path folder;
    private final Set<String> fileNames = new HashSet<>();
    private final List<Peer> peers = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private int worstExit = ExitCode.CONFORMS;

    /**
     * Prepares.
     *
     * @param json the name of the reports' files, or null
     * @param folder the folder that gets a folder for each port, or null
     */
    SeveralPorts(CommandLine command, Path json, Path folder) {
        this.command = command;
        this.json = json;
        this.folder = folder;
    }

    /** Checks one port. */
    @FunctionalInterface
    interface Check {
        /**
         * Checks.
         *
         * @param port the port
         * @param place the place of its report
         * @return the exit code of a check of only that port
         */
        int run(PortOptions port, ReportPlace place);
    }

    /** Checks all ports and returns the exit code: success only if each conforms. */
    int check(List<PortOptions> ports, Check check) {
        ports.forEach(PortOptions::requireKnown);
        for (int i = 0; i < ports.size(); i++) {
            String part = ports.get(i).given() + " (" + (i + 1) + " of " + ports.size() + ")";
            note(run(ports.get(i), ReportPlace.amongSeveral(json, folder, fileNames, part, this::take), check));
        }
        show(ports.size());
        return worstExit;
    }

    private int run(PortOptions port, ReportPlace place, Check check) {
        PrintWriter err = command.getErr();
        try {
            return check.run(port, place);
        } catch (NoSuchPortException e) {
            err.println("lossparity: port " + port.given() + " can't be started: " + e.getMessage());
            return ExitCode.DOES_NOT_CONFORM;
        } catch (GoldenDataException | ParameterException e) {
            throw e;
        } catch (RuntimeException e) {
            err.println("lossparity: the harness failed with port " + port.given() + ": " + e);
            return ExitCode.FAILURE;
        }
    }

    private void take(RunReport report, String name) {
        peers.add(Peer.of(report));
        folders.add(name);
    }

    /** A port that does not conform outweighs a report that could not be written, as with one port. */
    private void note(int exit) {
        if (worstExit != ExitCode.DOES_NOT_CONFORM && exit != ExitCode.CONFORMS) {
            worstExit = exit;
        }
    }

    private void show(int ports) {
        PrintWriter out = FittedWriter.of(command);
        if (peers.size() < 2) {
            out.println("There is nothing to compare: of " + ports + " ports " + peers.size() + " came to an end.");
            out.flush();
            if (!peers.isEmpty()) {
                render(PeerComparison.of(peers), out); // the pages of each port link to it
            }
            return;
        }
        PeerComparison comparison = PeerComparison.of(peers);
        out.print(PeerText.plain(comparison, MOST_SHOWN, Terminal.current().width()));
        if (peers.size() < ports) {
            out.println((ports - peers.size()) + " more of " + ports + " ports did not come to an end.");
        }
        out.flush();
        render(comparison, out);
        StepSummary.append(PeerText.markdown(comparison, MOST_SHOWN)).ifPresent(problem -> {
            command.getErr().println("lossparity: no report: " + problem);
            note(ExitCode.FAILURE);
        });
    }

    private void render(PeerComparison comparison, PrintWriter out) {
        if (folder == null) {
            return;
        }
        try {
            PeerFolder.render(comparison, folders, folder, out);
        } catch (IOException e) {
            command.getErr().println("lossparity: no report: " + new UnwritableException(folder, e).getMessage());
            note(ExitCode.FAILURE);
        }
    }
}
