package io.lossparity.kit.capability;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lossparity.kit.json.JsonCursor;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON form of {@link Capabilities}. A field that is left out does not restrict anything.
 *
 * @param losses what is supported of each loss, by its name; other losses are not supported
 */
public record DeclaredCapabilities(Map<String, Entry> losses) {

    /** Makes the map unmodifiable. */
    public DeclaredCapabilities {
        Objects.requireNonNull(losses, "losses must not be null");
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }

    /**
     * What is supported of one loss.
     *
     * @param dtypes the element types by PyTorch's names; left out for all
     * @param parameters the constructor's arguments; left out for all
     * @param gradients the arguments that have a gradient; left out for all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(List<String> dtypes, List<String> parameters, List<String> gradients) {}

    /** Returns the JSON form of capabilities; null if everything is supported. */
    public static DeclaredCapabilities of(Capabilities capabilities) {
        if (capabilities.losses().isEmpty()) {
            return null;
        }
        Map<String, Entry> losses = new LinkedHashMap<>();
        capabilities
                .losses()
                .get()
                .forEach((name, support) -> losses.put(
                        name,
                        new Entry(
                                support.dtypes()
                                        .map(set -> set.stream()
                                                .map(DType::torchName)
                                                .toList())
                                        .orElse(null),
                                support.parameters().map(List::copyOf).orElse(null),
                                support.gradients().map(List::copyOf).orElse(null))));
        return new DeclaredCapabilities(losses);
    }

    /**
     * Reads the form from the protocol or a report.
     *
     * @throws io.lossparity.kit.input.RefusedInputException if a field is unknown or a value is not valid
     */
    public static DeclaredCapabilities read(JsonCursor cursor) throws IOException {
        Map<String, Entry> losses = new LinkedHashMap<>();
        cursor.object(
                "capabilities",
                Set.of("losses"),
                Set.of(),
                field -> cursor.map(field, loss -> losses.put(loss, entry(cursor, "capabilities of " + loss))));
        return new DeclaredCapabilities(losses);
    }

    private static Entry entry(JsonCursor cursor, String what) throws IOException {
        Map<String, List<String>> lists = new HashMap<>();
        cursor.object(what, Set.of(), Set.of("dtypes", "parameters", "gradients"), field -> {
            Set<String> names = new LinkedHashSet<>();
            cursor.array(what + ": " + field, () -> {
                String name =
                        field.equals("dtypes") ? cursor.dtype(what).torchName() : cursor.string(what + ": " + field);
                if (!names.add(name)) {
                    throw cursor.refuse(what + ": " + field + " has '" + name + "' twice");
                }
            });
            lists.put(field, List.copyOf(names));
        });
        return new Entry(lists.get("dtypes"), lists.get("parameters"), lists.get("gradients"));
    }

    /**
     * Returns the capabilities that the form describes.
     *
     * @throws IllegalArgumentException if an element type does not exist
     */
    public Capabilities toCapabilities() {
        return Capabilities.of(losses.entrySet().stream()
                .map(loss -> support(loss.getKey(), loss.getValue()))
                .toArray(LossSupport[]::new));
    }

    private static LossSupport support(String loss, Entry entry) {
        return new LossSupport(
                loss,
                Optional.ofNullable(entry.dtypes())
                        .map(names -> new LinkedHashSet<>(
                                names.stream().map(DType::ofTorchName).toList())),
                set(entry.parameters()),
                set(entry.gradients()));
    }

    private static Optional<Set<String>> set(List<String> names) {
        return Optional.ofNullable(names).map(LinkedHashSet::new);
    }

    /** Returns those of some losses; of all of them if none is given. */
    public DeclaredCapabilities among(Set<String> chosen) {
        Map<String, Entry> some = new LinkedHashMap<>(losses);
        some.keySet().removeIf(loss -> !chosen.isEmpty() && !chosen.contains(loss));
        return new DeclaredCapabilities(some);
    }

    /**
     * Returns the capabilities in words, for example {@code 2 losses: L1Loss, BCELoss (float32; gradient of input)}.
     */
    public String text() {
        if (losses.isEmpty()) {
            return "no loss at all";
        }
        List<String> texts = new ArrayList<>();
        losses.forEach((loss, entry) -> texts.add(loss + restrictions(entry)));
        return losses.size() + (losses.size() == 1 ? " loss: " : " losses: ") + String.join(", ", texts);
    }

    private static String restrictions(Entry entry) {
        List<String> texts = new ArrayList<>();
        if (entry.dtypes() != null) {
            texts.add(words(entry.dtypes(), "no dtype"));
        }
        if (entry.parameters() != null) {
            texts.add("parameters " + words(entry.parameters(), "none"));
        }
        if (entry.gradients() != null) {
            texts.add("gradient of " + words(entry.gradients(), "nothing"));
        }
        return texts.isEmpty() ? "" : " (" + String.join("; ", texts) + ")";
    }

    private static String words(List<String> names, String none) {
        return names.isEmpty() ? none : String.join(", ", names);
    }
}
