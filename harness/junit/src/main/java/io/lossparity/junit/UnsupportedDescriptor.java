package io.lossparity.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The one test, skipped, for all cases of a loss or element type that the port declares not to support. */
final class UnsupportedDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private final UnsupportedCases cases;

    UnsupportedDescriptor(UniqueId suite, UnsupportedCases cases) {
        super(suite.append(UnsupportedCases.SEGMENT, cases.name()), cases.displayName());
        this.cases = cases;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) {
        context.run().skip(cases);
        return context;
    }
}
