package dev.carewire.event;

import java.util.Optional;

/**
 * Somebody who works in the clinic, as other records refer to them.
 *
 * @param id the user id that tokens name
 */
public record StaffSnapshot(
        String id, String firstName, String lastName, Optional<String> email, Optional<String> specialization) {

    /** First and last name, as dialects that know one name field show it. */
    public String fullName() {
        return firstName + " " + lastName;
    }

    /** The id alone: everything else is personal. */
    @Override
    public String toString() {
        return "StaffSnapshot[" + id + "]";
    }
}
