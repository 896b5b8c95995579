package dev.carewire.user;

import dev.carewire.text.Texts;
import java.util.Optional;

/**
 * A person's name in the two parts that pages show.
 *
 * @param first empty for a blank name
 * @param last empty for a name of one word
 */
public record PersonName(Optional<String> first, Optional<String> last) {

    /**
     * Splits a full name before its last word.
     *
     * @param name shortened to {@link Texts#LINE_LENGTH} characters; other than printable characters are removed
     */
    public static PersonName split(String name) {
        String line = Texts.printablePrefix(name, Texts.LINE_LENGTH).strip();
        int lastBlank = line.lastIndexOf(' ');
        return lastBlank < 0
                ? new PersonName(Optional.of(line).filter(word -> !word.isEmpty()), Optional.empty())
                : new PersonName(
                        Optional.of(line.substring(0, lastBlank).stripTrailing()),
                        Optional.of(line.substring(lastBlank + 1)));
    }

    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
        return "PersonName[]";
    }
}
