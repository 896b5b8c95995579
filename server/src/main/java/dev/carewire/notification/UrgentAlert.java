package dev.carewire.notification;

import java.util.Optional;

/**
 * An alert for all staff of a clinic.
 *
 * @param title one line of 1 to 200 characters
 * @param message 1 to 2,000 characters
 * @param relatedKind the kind of the related record
 * @param actionUrl the target of a click: a path of the front end
 */
public record UrgentAlert(
        String title,
        String message,
        Optional<String> relatedKind,
        Optional<String> relatedId,
        Optional<String> actionUrl) {

    /** Shows nothing: it is free text. */
    @Override
    public String toString() {
        return "UrgentAlert[]";
    }
}
