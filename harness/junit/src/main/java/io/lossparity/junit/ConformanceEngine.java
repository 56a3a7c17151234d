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
 * The JUnit Platform engine that runs {@link PortConformance} classes. The platform finds it by itself.
 *
 * <p>Jupiter numbers tests that come from data, so after a case is added an IDE may rerun another test than the one it
 * shows. Here the id of the case is the id of the test.
 */
@SuppressWarnings("exports") // who runs an engine has the platform; nobody else needs it
public final class ConformanceEngine extends HierarchicalTestEngine<SuiteContext> {
    /** The first segment of every unique id. */
    public static final String ID = "lossparity";

    private static final EngineDiscoveryRequestResolver<TestDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.builder()
                    .addClassContainerSelectorResolver(ConformanceEngine::isSuite)
                    .addSelectorResolver(context -> new SuiteResolver(context.getClassNameFilter()))
                    .build();

    /** Called by the platform. */
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
        return new SuiteContext();
    }

    static boolean isSuite(Class<?> type) {
        return PortConformance.class.isAssignableFrom(type) && !ModifierSupport.isAbstract(type);
    }
}
