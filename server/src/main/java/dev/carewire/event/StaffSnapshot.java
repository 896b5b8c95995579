package dev.carewire.event;

import java.util.Optional;

/**
 * A staff member, as other records refer to them. If another system keeps the person, the server may know the id alone.
 *
 * @param id the user id that tokens name
 */
public record StaffSnapshot(
        String id,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> email,
        Optional<String> specialization) {

    /** A person whose name is known. */
    public StaffSnapshot(
            String id, String firstName, String lastName, Optional<String> email, Optional<String> specialization) {
        this(id, Optional.of(firstName), Optional.of(lastName), email, specialization);
    }

    /** A person with a known id only. */
    public static StaffSnapshot ofId(String id) {
        return new StaffSnapshot(id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** First and last name, for dialects with a single name field; empty if neither is known. */
    public Optional<String> fullName() {
        return PersonNames.full(firstName, lastName);
    }

    /** Shows the id only: everything else is personal. */
    @Override
    public String toString() {
        return "StaffSnapshot[" + id + "]";
    }
}
