package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.expect.Expectations.Covering;
import io.lossparity.kit.text.Glob;
import io.lossparity.kit.verdict.ExpectedFailure;
import java.util.List;

/**
 * The first line of a report: the port, the golden data, the machine and the selection.
 *
 * @param formatVersion the version of the report's format, {@link #FORMAT_VERSION} when written by this kit
 * @param port the implementation under test
 * @param data the golden data
 * @param platform the machine and Java of the run
 * @param selection which cases were asked for
 * @param expectations the port's expectations file; left out if there is none
 * @param expectedCases how many cases the selection has
 * @param startedAt when the run started, as an ISO-8601 instant
 */
public record ReportHeader(
        int formatVersion,
        Port port,
        Data data,
        Platform platform,
        Selection selection,
        Expectations expectations,
        long expectedCases,
        String startedAt)
        implements ReportLine {
    /** The version of the format that this kit writes and reads. */
    public static final int FORMAT_VERSION = 6;

    /** Marks the constructor that reads JSON. */
    @JsonCreator
    public ReportHeader {}

    /** Makes the header of a run without expected failures. */
    public ReportHeader(
            int formatVersion,
            Port port,
            Data data,
            Platform platform,
            Selection selection,
            long expectedCases,
            String startedAt) {
        this(formatVersion, port, data, platform, selection, null, expectedCases, startedAt);
    }

    /** Returns whether all golden cases were run; a pattern that no case matches is then stale. */
    public boolean whole() {
        return selection.losses().isEmpty()
                && selection.dtypes().isEmpty()
                && selection.cases().isEmpty()
                && selection.flags().isEmpty();
    }

    /** Returns whether the run's selection has a case of the given loss, type, id and flags. */
    boolean takes(String loss, String dtype, String id, List<String> flags) {
        return selection.takes(loss, dtype, id)
                && (selection.flags().isEmpty() || flags.stream().anyMatch(selection.flags()::contains));
    }

    /** Returns whether the run's selection has a relation of the given loss, type and id; relations have no flags. */
    boolean takesRelation(String loss, String dtype, String id) {
        return selection.flags().isEmpty() && selection.takes(loss, dtype, id);
    }

    /**
     * The expected failures that applied to the run.
     *
     * @param file the file that they come from
     * @param sha256 the SHA-256 of the file
     * @param patterns the patterns of ids
     */
    public record Expectations(String file, String sha256, List<Pattern> patterns) {
        /** Makes the list unmodifiable. */
        public Expectations {
            patterns = List.copyOf(patterns);
        }

        /** Describes the expectations of a run; null if there are none and no file. */
        public static Expectations of(io.lossparity.kit.expect.Expectations expectations) {
            if (expectations.file().name().isEmpty()) {
                return null;
            }
            return new Expectations(
                    expectations.file().name(),
                    expectations.file().sha256(),
                    expectations.patterns().stream().map(Pattern::of).toList());
        }

        /**
         * A pattern of ids.
         *
         * @param pattern the pattern
         * @param line its line in the file
         * @param kind will-not-fix or to-fix; {@code class} in JSON
         * @param title the name of the class of failures
         * @param cap how many cases it may cover
         * @param mayPass whether its cases may pass too; left out if not
         */
        public record Pattern(
                String pattern,
                int line,
                @JsonProperty("class") ExpectedFailure.Kind kind,
                String title,
                int cap,

                @JsonInclude(JsonInclude.Include.NON_NULL) Boolean mayPass) {
            /** Makes a pattern whose cases must not pass. */
            public Pattern(String pattern, int line, ExpectedFailure.Kind kind, String title, int cap) {
                this(pattern, line, kind, title, cap, null);
            }

            /** Marks the constructor that reads JSON. */
            @JsonCreator
            public Pattern {}

            /** Returns whether its cases may pass too. */
            boolean passes() {
                return Boolean.TRUE.equals(mayPass);
            }

            private static Pattern of(Covering covering) {
                return new Pattern(
                        covering.pattern(),
                        covering.line(),
                        covering.kind(),
                        covering.title(),
                        covering.cap(),
                        covering.mayPass() ? true : null);
            }
        }
    }

    /**
     * The implementation under test.
     *
     * @param name its name
     * @param version its version
     * @param capabilities what it declares to support; left out if it has no restrictions
     * @param given the text after {@code --port}, which commands repeat; left out if it is the name
     * @param environment what it says that it computes with; left out if it says nothing
     */
    public record Port(
            String name, String version, DeclaredCapabilities capabilities, String given, String environment) {
        /** Makes a port without restrictions that is found by its name. */
        public Port(String name, String version) {
            this(name, version, null, null, null);
        }

        /** Returns what to write after {@code --port}. */
        public String asGiven() {
            return given == null ? name : given;
        }
    }

    /**
     * The golden data of the run.
     *
     * @param dataVersion the version of the set of cases
     * @param formatVersion the version of the fixtures' format
     * @param generatorVersion the version of the generator
     * @param manifestSha256 the SHA-256 of the manifest, which identifies all files
     * @param torch the reference's version
     */
    public record Data(
            String dataVersion, int formatVersion, String generatorVersion, String manifestSha256, String torch) {}

    /**
     * The machine and Java of the run.
     *
     * @param java the version of Java
     * @param vm the virtual machine's name and version
     * @param os the operating system's name and version
     * @param arch the processor's architecture
     */
    public record Platform(String java, String vm, String os, String arch) {
        /** Describes this virtual machine. */
        public static Platform current() {
            return new Platform(
                    System.getProperty("java.version"),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                    System.getProperty("os.name") + " " + System.getProperty("os.version"),
                    System.getProperty("os.arch"));
        }
    }

    /**
     * The selected cases; an empty list does not restrict anything.
     *
     * @param losses the losses
     * @param dtypes the element types by PyTorch's names
     * @param cases the patterns of ids
     * @param flags the flags
     */
    public record Selection(List<String> losses, List<String> dtypes, List<String> cases, List<String> flags) {
        /** Makes the lists unmodifiable. */
        public Selection {
            losses = List.copyOf(losses);
            dtypes = List.copyOf(dtypes);
            cases = List.copyOf(cases);
            flags = List.copyOf(flags);
        }

        private boolean takes(String loss, String dtype, String id) {
            return (losses.isEmpty() || losses.contains(loss))
                    && (dtypes.isEmpty() || dtypes.contains(dtype))
                    && (cases.isEmpty() || cases.stream().anyMatch(glob -> new Glob(glob).matches(id)));
        }
    }
}
