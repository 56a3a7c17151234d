package io.lossparity.junit;

import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/**
 * The engine of the JUnit Platform that runs {@link PortConformance} classes: the platform finds it by itself.
 *
 * <p>Jupiter gives tests that come from data a number for an id, so that one more case makes an IDE rerun another
 * than it shows. Here the id of the case is the id of the test.
 */
@SuppressWarnings("exports") // whoever runs an engine has the platform; everyone else needs none
public final class ConformanceEngine extends HierarchicalTestEngine<SuiteContext> {
    /** The first segment of every unique id. */
    public static final String ID = "lossparity";

    private static final EngineDiscoveryRequestResolver<TestDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.builder()
                    .addClassContainerSelectorResolver(ConformanceEngine::isSuite)
                    .addSelectorResolver(context -> new SuiteResolver(context.getClassNameFilter()))
                    .build();

    /** For the platform. */
    public ConformanceEngine() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, "LossParity");
        RESOLVER.resolve(request, engine);
        return engine;
    }

    @Override
    protected SuiteContext createExecutionContext(ExecutionRequest request) {
        return new SuiteContext(request.getEngineExecutionListener());
    }

    static boolean isSuite(Class<?> type) {
        return PortConformance.class.isAssignableFrom(type) && !ModifierSupport.isAbstract(type);
    }
}
