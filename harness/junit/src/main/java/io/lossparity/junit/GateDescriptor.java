package io.lossparity.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The last test of a class: that every selected case ran, and that the port conforms. */
final class GateDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {

    GateDescriptor(UniqueId suite) {
        super(suite.append("gate", "conforms"), "every case ran and the port conforms");
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) {
        context.run().coverage().forEach(line -> context.publish(this, "coverage", line));
        context.run().requireConformance();
        return context;
    }
}
