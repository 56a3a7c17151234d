package io.lossparity.junit;

import io.lossparity.relations.RelationCase;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.UniqueId;

/** The relations of one loss. */
final class RelationsDescriptor extends GroupDescriptor {
    private static final String SEGMENT = "relations";

    private final List<RelationCase> relations;

    /**
     * Makes the group of a loss.
     *
     * @param wanted the ids at or below which a relation must be; null if every relation is wanted
     */
    RelationsDescriptor(UniqueId suite, String loss, List<RelationCase> relations, Set<UniqueId> wanted) {
        super(suite.append(SEGMENT, loss), "relation/" + loss, wanted);
        this.relations = relations;
    }

    @Override
    public SuiteContext execute(SuiteContext context, DynamicTestExecutor executor) throws InterruptedException {
        for (RelationCase relation : relations) {
            executeIfWanted(new RelationDescriptor(getUniqueId(), relation), executor);
        }
        return context;
    }
}
