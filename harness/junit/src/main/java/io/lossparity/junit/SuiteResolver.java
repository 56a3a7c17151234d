package io.lossparity.junit;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds the classes that are selected, by themselves or by the unique id of one of their cases. */
final class SuiteResolver implements SelectorResolver {
    private final Predicate<String> classNames;

    SuiteResolver(Predicate<String> classNames) {
        this.classNames = classNames;
    }

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        if (!classNames.test(selector.getClassName()) || !ConformanceEngine.isSuite(selector.getJavaClass())) {
            return Resolution.unresolved();
        }
        return resolution(suite(selector.getJavaClass(), context).map(suite -> {
            suite.selectAll();
            return suite;
        }));
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        Optional<SuiteDescriptor> suite = id.getSegments().stream()
                .skip(1)
                .findFirst()
                .filter(segment -> segment.getType().equals(SuiteDescriptor.SEGMENT))
                .flatMap(segment ->
                        ReflectionSupport.tryToLoadClass(segment.getValue()).toOptional())
                .filter(ConformanceEngine::isSuite)
                .flatMap(type -> suite(type, context));
        suite.ifPresent(found -> found.select(id));
        return resolution(suite);
    }

    private static Optional<SuiteDescriptor> suite(Class<?> type, Context context) {
        return context.addToParent(parent -> Optional.of(new SuiteDescriptor(
                parent.getUniqueId().append(SuiteDescriptor.SEGMENT, type.getName()),
                type.asSubclass(PortConformance.class))));
    }

    private static Resolution resolution(Optional<? extends TestDescriptor> found) {
        return found.map(descriptor -> Resolution.match(Match.exact(descriptor, Set::of)))
                .orElseGet(Resolution::unresolved);
    }
}
