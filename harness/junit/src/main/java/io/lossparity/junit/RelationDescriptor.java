package io.lossparity.junit;

import io.lossparity.relations.RelationCase;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** One relation as a test, whose name is its id. */
final class RelationDescriptor extends AbstractTestDescriptor implements Node<SuiteContext> {
    private static final String SEGMENT = "relation";

    private final RelationCase relation;

    RelationDescriptor(UniqueId loss, RelationCase relation) {
        super(loss.append(SEGMENT, relation.id()), relation.id());
        this.relation = relation;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) {
        context.run().relations().check(relation);
        return context;
    }
}
