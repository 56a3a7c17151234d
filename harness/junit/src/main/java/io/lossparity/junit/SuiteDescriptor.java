package io.lossparity.junit;

import io.lossparity.kit.fixture.Manifest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * A test class. Its cases are registered while it runs, fixture by fixture, so discovery does not read the data.
 */
final class SuiteDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    static final String SEGMENT = "class";

    private final Class<? extends PortConformance> type;
    private final Set<UniqueId> selected = new LinkedHashSet<>();

    SuiteDescriptor(UniqueId id, Class<? extends PortConformance> type) {
        super(id, type.getSimpleName(), ClassSource.from(type));
        this.type = type;
    }

    void selectAll() {
        selected.add(getUniqueId());
    }

    /** Selects what lies at or below an id, which lies at or below this one. */
    void select(UniqueId id) {
        selected.add(id);
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
    public SuiteContext before(SuiteContext context) {
        PlatformVersion.requireSupported();
        return new SuiteContext(new SuiteRun(ReflectionSupport.newInstance(type)));
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) throws InterruptedException {
        Set<UniqueId> wanted = new LinkedHashSet<>(selected);
        boolean all = wanted.remove(getUniqueId());
        SuiteRun run = context.run();
        for (Manifest.Entry entry : all ? run.supported() : run.data().files(run.selection())) {
            execute(fixture(entry, all ? null : wanted), wanted, executor);
        }
        for (String loss : run.relations().byLoss().keySet()) {
            execute(relations(loss, all ? null : wanted), wanted, executor);
        }
        for (UnsupportedCases cases : run.unsupported()) {
            UniqueId id = getUniqueId().append(UnsupportedCases.SEGMENT, cases.name());
            execute(
                    new LeafDescriptor(id, cases.displayName(), (suite, test) -> run.skip(cases)),
                    all,
                    wanted,
                    executor);
        }
        UniqueId gate = getUniqueId().append("gate", "conforms");
        execute(
                new LeafDescriptor(
                        gate, "every case ran and the port conforms", (suite, test) -> run.requireConformance()),
                all,
                wanted,
                executor);
        if (!all && !wanted.isEmpty()) {
            throw new AssertionError(
                    "there is no such case in the golden data, no such relation, or it is not selected (in a unique"
                            + " id / is written %2F, and + %2B): " + wanted);
        }
        return context;
    }

    /** Returns the cases of one loss and element type; they are read when their turn comes. */
    private GroupDescriptor fixture(Manifest.Entry entry, Set<UniqueId> wanted) {
        String name = entry.loss() + "/" + entry.dtype().torchName();
        UniqueId id = getUniqueId().append("fixture", name);
        return new GroupDescriptor(
                id,
                name,
                wanted,
                run -> run.data().load(entry).cases().stream()
                        .filter(run.selection()::matches)
                        .map(each -> new LeafDescriptor(
                                id.append("case", each.id()), each.id(), (suite, test) -> run.check(each))));
    }

    private GroupDescriptor relations(String loss, Set<UniqueId> wanted) {
        UniqueId id = getUniqueId().append("relations", loss);
        return new GroupDescriptor(
                id,
                "relation/" + loss,
                wanted,
                run -> run.relations().byLoss().get(loss).stream()
                        .map(each -> new LeafDescriptor(
                                id.append("relation", each.id()),
                                each.id(),
                                (suite, test) -> run.relations().check(each))));
    }

    private void execute(LeafDescriptor test, boolean all, Set<UniqueId> wanted, DynamicTestExecutor executor)
            throws InterruptedException {
        if (wanted.remove(test.getUniqueId()) || all) {
            addChild(test);
            executor.execute(test);
            executor.awaitFinished();
        }
    }

    private void execute(GroupDescriptor group, Set<UniqueId> wanted, DynamicTestExecutor executor)
            throws InterruptedException {
        if (group.isWanted()) {
            addChild(group);
            executor.execute(group);
            executor.awaitFinished();
            group.takeFound(wanted);
        }
    }

    @Override
    public void after(SuiteContext context) {
        context.close();
    }
}
