package io.lossparity.relations;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.relations.Subject.Size;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the relations of all losses. */
public final class RelationCatalogue {
    private static final List<Subject> SUBJECTS = Stream.of(
                    DistanceSubjects.all(),
                    LikelihoodSubjects.all(),
                    MarginSubjects.all(),
                    ClassSubjects.all(),
                    List.<Subject>of(new CtcSubject()))
            .flatMap(Collection::stream)
            .toList();

    private static final List<Relation> RELATIONS = Stream.of(
                    ReductionRelations.all(),
                    GradientRelations.all(),
                    FiniteDifferences.all(),
                    DistanceRelations.all(),
                    LikelihoodRelations.all(),
                    ClassRelations.all(),
                    CtcRelations.all())
            .flatMap(Collection::stream)
            .toList();

    private static final int DRAWS_IN_FULL = 3;

    private RelationCatalogue() {}

    /** Returns the losses that have relations. */
    public static List<String> losses() {
        return SUBJECTS.stream().map(Subject::loss).toList();
    }

    /**
     * Returns the relations of a scope, loss by loss.
     *
     * @param seed part of each id, from which shapes and values are drawn
     */
    public static List<RelationCase> cases(RelationScope scope, long seed) {
        Map<String, RelationCase> cases = new LinkedHashMap<>();
        for (Subject subject : SUBJECTS) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                for (String variant : subject.variants()) {
                    for (Relation relation : RELATIONS) {
                        if (relation.appliesTo(subject, variant, dtype)
                                && (scope == RelationScope.FULL || isQuick(relation, variant, dtype))) {
                            sizes(scope, relation, variant).stream()
                                    .map(size -> drawn(relation, subject, dtype, variant, size, seed))
                                    .forEach(made -> cases.putIfAbsent(made.id(), made));
                        }
                    }
                }
            }
        }
        return List.copyOf(cases.values());
    }

    /**
     * Returns the relations of a scope, and those named by their whole ids, even if the scope does not have them. Scope
     * none has no relations.
     *
     * @param patterns patterns of ids; one without a wildcard is a whole id
     * @throws IllegalArgumentException if an id does not name a relation
     */
    public static List<RelationCase> cases(RelationScope scope, long seed, List<String> patterns) {
        Map<String, RelationCase> cases = new LinkedHashMap<>();
        cases(scope, seed).forEach(relation -> cases.put(relation.id(), relation));
        if (scope != RelationScope.NONE) {
            patterns.stream().filter(RelationCatalogue::isWholeId).forEach(id -> cases.put(id, of(id)));
        }
        return List.copyOf(cases.values());
    }

    private static boolean isWholeId(String pattern) {
        return RelationResult.isRelation(pattern) && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** In a quick check float32 is used only with the defaults, unless a relation is about float32 itself. */
    private static boolean isQuick(Relation relation, String variant, DType dtype) {
        return dtype == DType.FLOAT64
                || variant.equals(Subject.DEFAULT)
                || !relation.dtypes().contains(DType.FLOAT64);
    }

    /**
     * Small for every setting, and medium for the defaults; a full check has all sizes, and the small ones several
     * times.
     */
    private static List<SizeDraw> sizes(RelationScope scope, Relation relation, String variant) {
        List<SizeDraw> sizes = new ArrayList<>();
        if (scope == RelationScope.NONE) {
            return sizes;
        }
        boolean full = scope == RelationScope.FULL;
        for (int i = 0; i < (full ? DRAWS_IN_FULL : 1); i++) {
            sizes.add(new SizeDraw(Size.SMALL, i));
        }
        if (relation.largest().compareTo(Size.MEDIUM) >= 0 && (full || variant.equals(Subject.DEFAULT))) {
            sizes.add(new SizeDraw(Size.MEDIUM, 0));
        }
        if (relation.largest() == Size.LARGE && full) {
            sizes.add(new SizeDraw(Size.LARGE, 0));
        }
        return sizes;
    }

    private record SizeDraw(Size size, int number) {}

    private static RelationCase drawn(
            Relation relation, Subject subject, DType dtype, String variant, SizeDraw size, long seed) {
        String key = String.join(
                "/", subject.loss(), dtype.torchName(), relation.name(), variant, size.toString(), Long.toString(seed));
        int[] dims = subject.dims(Draw.of(key), size.size());
        String text = RelationId.dimsText(subject.axes(), dims);
        return new RelationCase(
                new RelationId(subject.loss(), dtype, relation.name(), variant, text, seed), relation, subject);
    }

    /**
     * Returns the relation with the given id, even if no scope has it.
     *
     * @throws IllegalArgumentException if there is no such relation, loss, setting or shape
     */
    public static RelationCase of(String text) {
        RelationId id = RelationId.parse(text);
        Subject subject = SUBJECTS.stream()
                .filter(candidate -> candidate.loss().equals(id.loss()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no relations of a loss " + id.loss()));
        if (!subject.variants().contains(id.variant())) {
            throw new IllegalArgumentException(
                    id.loss() + ": the setting must be one of " + subject.variants() + ", but was " + id.variant());
        }
        Relation relation = RELATIONS.stream()
                .filter(candidate -> candidate.name().equals(id.relation())
                        && candidate.appliesTo(subject, id.variant(), id.dtype()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no relation " + id.relation() + " of "
                        + id.loss() + " in " + id.dtype().torchName() + " with the setting " + id.variant()));
        int[] dims = id.lengths();
        boolean wellFormed = subject.accepts(dims)
                && RelationId.dimsText(subject.axes(), dims).equals(id.dims());
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    id.loss() + ": the dimensions must begin with " + subject.axes() + ", but were " + id.dims());
        }
        return new RelationCase(id, relation, subject);
    }
}
