package io.lossparity.kit.junit;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.Manifest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The cases of one loss and element type, which are read when their turn comes. */
final class FixtureDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private static final String SEGMENT = "fixture";

    private final Manifest.Entry entry;
    private final Set<UniqueId> wanted;
    private final Set<UniqueId> found = new LinkedHashSet<>();

    /**
     * Makes the fixture of a file.
     *
     * @param wanted the ids at or below which a case must be; null if every case is wanted
     */
    FixtureDescriptor(UniqueId suite, Manifest.Entry entry, Set<UniqueId> wanted) {
        super(suite.append(SEGMENT, name(entry)), name(entry));
        this.entry = entry;
        this.wanted = wanted;
    }

    private static String name(Manifest.Entry entry) {
        return entry.loss() + "/" + entry.dtype().torchName();
    }

    /** Returns whether one of its cases may be wanted. */
    boolean isWanted() {
        UniqueId id = getUniqueId();
        return wanted == null || wanted.stream().anyMatch(one -> one.hasPrefix(id) || id.hasPrefix(one));
    }

    /** Removes the ids that led to a case. */
    void takeFound(Set<UniqueId> ids) {
        ids.removeAll(found);
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public boolean mayRegisterTests() {
        return true;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) throws InterruptedException {
        SuiteRun run = context.run();
        for (GoldenCase goldenCase : run.data().load(entry).cases()) {
            CaseDescriptor test = new CaseDescriptor(getUniqueId(), goldenCase);
            if (run.selection().matches(goldenCase) && isWanted(test.getUniqueId())) {
                addChild(test);
                executor.execute(test);
                executor.awaitFinished();
            }
        }
        return context;
    }

    private boolean isWanted(UniqueId id) {
        if (wanted == null) {
            return true;
        }
        boolean wantedHere = false;
        for (UniqueId one : wanted) {
            if (id.hasPrefix(one)) {
                found.add(one);
                wantedHere = true;
            }
        }
        return wantedHere;
    }
}
