package io.lossparity.relations;

import io.lossparity.relations.Recipe.Grain;
import io.lossparity.relations.Subject.Size;
import io.lossparity.spi.DType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A property that a loss has for all inputs.
 *
 * @param name the name in ids: the property in words
 * @param formula the property as a formula
 * @param grain how fine the values are for which it holds
 * @param largest the greatest size at which it is checked
 * @param losses the losses that have it
 * @param variants the settings under which it holds
 * @param dtypes the element types in which it is checked
 * @param check asks for both sides and compares them
 */
record Relation(
        String name,
        String formula,
        Grain grain,
        Size largest,
        Predicate<String> losses,
        Predicate<String> variants,
        Set<DType> dtypes,
        Consumer<Probe> check) {
    private static final Set<DType> BOTH = Collections.unmodifiableSet(EnumSet.of(DType.FLOAT32, DType.FLOAT64));

    /** Returns a relation of all losses, at all sizes. */
    static Relation of(String name, String formula, Consumer<Probe> check) {
        return new Relation(name, formula, Grain.FINE, Size.LARGE, loss -> true, variant -> true, BOTH, check);
    }

    /** Returns this relation for only some losses. */
    Relation on(String... some) {
        Predicate<String> chosen = List.of(some)::contains;
        return new Relation(name, formula, grain, largest, chosen, variants, dtypes, check);
    }

    /** Returns this relation for all losses but one. */
    Relation except(String loss) {
        return new Relation(name, formula, grain, largest, other -> !other.equals(loss), variants, dtypes, check);
    }

    /** Returns this relation on values of the given grain. */
    Relation on(Grain other) {
        return new Relation(name, formula, other, largest, losses, variants, dtypes, check);
    }

    /** Returns this relation up to a size. */
    Relation upTo(Size size) {
        return new Relation(name, formula, grain, size, losses, variants, dtypes, check);
    }

    /** Returns this relation only under some settings. */
    Relation where(Predicate<String> some) {
        return new Relation(name, formula, grain, largest, losses, some, dtypes, check);
    }

    /** Returns this relation only under the defaults. */
    Relation byDefault() {
        return where(Subject.DEFAULT::equals);
    }

    /** Returns this relation in only one element type. */
    Relation in(DType dtype) {
        return new Relation(name, formula, grain, largest, losses, variants, Set.of(dtype), check);
    }

    boolean appliesTo(Subject subject, String variant, DType dtype) {
        return losses.test(subject.loss()) && variants.test(variant) && dtypes.contains(dtype);
    }
}
