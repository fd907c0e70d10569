package dev.parley.standins;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The knowledge base `kb-local`: the handbook of a lending library for telescopes, ranked by the words that a
/// passage shares with the query.
final class KnowledgeBase {

    static final String ID = "kb-local";

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final List<Passage> PASSAGES = List.of(
            new Passage(
                    "opening-hours", "The library is open from Tuesday to Saturday, from noon until eight o'clock."),
            new Passage("membership", "Membership costs twelve euros a year and is free for pupils and students."),
            new Passage("lending", "A telescope can be borrowed for three weeks; a loan can be extended once."),
            new Passage("deposit", "A deposit of fifty euros is taken for every telescope and paid back on return."),
            new Passage("late-returns", "A telescope that comes back late costs two euros for every day of delay."),
            new Passage(
                    "damage", "Damage is reported to the desk; wear is free, a broken mirror is paid by the borrower."),
            new Passage("reservations", "Up to four telescopes can be reserved, at most two months ahead."),
            new Passage(
                    "cleaning",
                    "Lenses and mirrors are cleaned by the library only; please use no cloth and no water."),
            new Passage("courses", "A course for beginners is given every first Friday of the month, in the dome."),
            new Passage(
                    "eclipses", "For an eclipse the library lends solar filters; never look at the sun without one."));

    private KnowledgeBase() {}

    /// A passage, where it stands, and how near it is to the query, from 0 to 1.
    record Hit(String text, String uri, double score) {}

    /// The passages nearest to the query, best first; as with vectors, a passage that shares no word is only the
    /// last.
    static List<Hit> search(String query, int limit) {
        var asked = words(query);
        return PASSAGES.stream()
                .map(passage -> passage.hit(asked))
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(limit)
                .toList();
    }

    private static Set<String> words(String text) {
        var words = new LinkedHashSet<String>();
        Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)))
                .filter(Predicate.not(String::isEmpty))
                .forEach(words::add);
        return words;
    }

    private record Passage(String name, String text) {

        Hit hit(Set<String> asked) {
            var known = words(text);
            var shared = asked.stream().filter(known::contains).count();
            return new Hit(text, "s3://kb-local/" + name + ".txt", shared / (double) Math.max(1, asked.size()));
        }
    }
}
