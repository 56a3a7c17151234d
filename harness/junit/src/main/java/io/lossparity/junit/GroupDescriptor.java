package io.lossparity.junit;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** Tests that are registered while they run, all of them or those whose unique ids were asked for. */
abstract class GroupDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private final Set<UniqueId> wanted;
    private final Set<UniqueId> found = new LinkedHashSet<>();

    /**
     * Makes a group.
     *
     * @param wanted the ids at or below which a test must be; null if every test is wanted
     */
    GroupDescriptor(UniqueId id, String name, Set<UniqueId> wanted) {
        super(id, name);
        this.wanted = wanted;
    }

    /** Returns whether one of its tests may be wanted. */
    final boolean isWanted() {
        UniqueId id = getUniqueId();
        return wanted == null || wanted.stream().anyMatch(one -> one.hasPrefix(id) || id.hasPrefix(one));
    }

    /** Removes the ids that led to a test. */
    final void takeFound(Set<UniqueId> ids) {
        ids.removeAll(found);
    }

    @Override
    public final Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public final boolean mayRegisterTests() {
        return true;
    }

    /** Runs a test if it is wanted. */
    final void executeIfWanted(TestDescriptor test, DynamicTestExecutor executor) throws InterruptedException {
        if (isWanted(test.getUniqueId())) {
            addChild(test);
            executor.execute(test);
            executor.awaitFinished();
        }
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
