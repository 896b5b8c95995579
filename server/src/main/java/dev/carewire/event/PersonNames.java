package dev.carewire.event;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Combines the parts of a person's name. */
final class PersonNames {

    private PersonNames() {}

    /** First and last name, with a blank between them; the known one alone, or none. */
    static Optional<String> full(Optional<String> firstName, Optional<String> lastName) {
        return Optional.of(Stream.of(firstName, lastName)
                        .flatMap(Optional::stream)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")))
                .filter(name -> !name.isEmpty());
    }
}
