package io.lossparity.junit;

import java.util.function.BiConsumer;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * One test: a golden case, a relation, the cases that a port does not support, or the verdict.
 *
 * <p>It has no test source, so build tools report it under its class, by its name, which is the case's id.
 */
final class LeafDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private BiConsumer<SuiteContext, TestDescriptor> body;

    /** Makes the test of a body, which gets the context and this descriptor. */
    LeafDescriptor(UniqueId id, String displayName, BiConsumer<SuiteContext, TestDescriptor> body) {
        super(id, displayName);
        this.body = body;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) {
        body.accept(context, this);
        return context;
    }

    /** Releases the tensors, because the platform keeps descriptors until the run ends. */
    @Override
    public void cleanUp(SuiteContext context) {
        body = null;
    }
}
