package io.lossparity.junit;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** Tests that are registered while they run, all of them or those whose unique ids were asked for. */
final class GroupDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private final Set<UniqueId> wanted;
    private final Function<SuiteRun, Stream<LeafDescriptor>> tests;
    private final Set<UniqueId> found = new LinkedHashSet<>();

    /**
     * Makes a group.
     *
     * @param wanted the ids at or below which a test must be; null if every test is wanted
     * @param tests makes the tests when their turn comes
     */
    GroupDescriptor(UniqueId id, String name, Set<UniqueId> wanted, Function<SuiteRun, Stream<LeafDescriptor>> tests) {
        super(id, name);
        this.wanted = wanted;
        this.tests = tests;
    }

    /** Returns whether one of its tests may be wanted. */
    boolean isWanted() {
        UniqueId id = getUniqueId();
        return wanted == null || wanted.stream().anyMatch(one -> one.hasPrefix(id) || id.hasPrefix(one));
    }

    /** Removes the ids that led to a test. */
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
        Iterator<LeafDescriptor> all = tests.apply(context.run()).iterator();
        while (all.hasNext()) {
            LeafDescriptor test = all.next();
            if (isWanted(test.getUniqueId())) {
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
