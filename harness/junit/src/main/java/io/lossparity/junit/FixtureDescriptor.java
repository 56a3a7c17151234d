package io.lossparity.junit;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.Manifest;
import java.util.Set;
import org.junit.platform.engine.UniqueId;

/** The cases of one loss and element type, which are read just before they run. */
final class FixtureDescriptor extends GroupDescriptor {
    private static final String SEGMENT = "fixture";

    private final Manifest.Entry entry;

    /**
     * Makes the fixture of a file.
     *
     * @param wanted the ids at or below which a case must be; null if every case is wanted
     */
    FixtureDescriptor(UniqueId suite, Manifest.Entry entry, Set<UniqueId> wanted) {
        super(suite.append(SEGMENT, name(entry)), name(entry), wanted);
        this.entry = entry;
    }

    private static String name(Manifest.Entry entry) {
        return entry.loss() + "/" + entry.dtype().torchName();
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) throws InterruptedException {
        SuiteRun run = context.run();
        for (GoldenCase goldenCase : run.data().load(entry).cases()) {
            if (run.selection().matches(goldenCase)) {
                executeIfWanted(new CaseDescriptor(getUniqueId(), goldenCase), executor);
            }
        }
        return context;
    }
}
