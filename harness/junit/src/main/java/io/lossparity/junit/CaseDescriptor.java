package io.lossparity.junit;

import io.lossparity.kit.fixture.GoldenCase;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * One golden case as a test.
 *
 * <p>It has no test source, so build tools report it under its class, by its name, which is the case's id.
 */
final class CaseDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private static final String SEGMENT = "case";

    private GoldenCase goldenCase;

    CaseDescriptor(UniqueId fixture, GoldenCase goldenCase) {
        super(fixture.append(SEGMENT, goldenCase.id()), goldenCase.id());
        this.goldenCase = goldenCase;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) {
        context.run().check(goldenCase);
        return context;
    }

    /** Releases the tensors, because the platform keeps descriptors until the run ends. */
    @Override
    public void cleanUp(SuiteContext context) {
        goldenCase = null;
    }
}
