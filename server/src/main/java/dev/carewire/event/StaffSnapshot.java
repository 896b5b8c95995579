package dev.carewire.event;

import java.util.Optional;

/**
 * A staff member, as other records refer to them.
 *
 * @param id the user id that tokens name
 */
public record StaffSnapshot(
        String id, String firstName, String lastName, Optional<String> email, Optional<String> specialization) {

    /** First and last name, for dialects with a single name field. */
    public String fullName() {
        return firstName + " " + lastName;
    }

    /** Shows the id only: everything else is personal. */
    @Override
    public String toString() {
        return "StaffSnapshot[" + id + "]";
    }
}
