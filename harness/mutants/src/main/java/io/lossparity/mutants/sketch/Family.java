package io.lossparity.mutants.sketch;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Mutant;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Mistakes that differ in a number, which is to be found from the answers.
 *
 * @param loss the loss
 * @param words the mistake in words, given the number
 * @param behaviour how it answers, given the number
 */
public record Family(String loss, DoubleFunction<String> words, DoubleFunction<Behaviour> behaviour) {
    /** Returns the mistake with that number. */
    public Mutant of(double number) {
        String said = words.apply(number);
        return new Mutant(loss + "/" + slug(said), loss, said, behaviour.apply(number));
    }

    /** Returns words as a part of an id. */
    static String slug(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
