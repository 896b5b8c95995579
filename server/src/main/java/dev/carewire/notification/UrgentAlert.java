package dev.carewire.notification;

import java.util.Optional;

/**
 * What everybody in a clinic must know at once.
 *
 * @param title one line of 1 to 200 characters
 * @param message 1 to 2,000 characters
 * @param relatedKind the sort of record it points to
 * @param actionUrl where a click leads: a path of the front end
 */
public record UrgentAlert(
        String title,
        String message,
        Optional<String> relatedKind,
        Optional<String> relatedId,
        Optional<String> actionUrl) {

    /** Nothing: it is free text. */
    @Override
    public String toString() {
        return "UrgentAlert[]";
    }
}
