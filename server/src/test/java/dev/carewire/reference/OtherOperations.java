package dev.carewire.reference;

import java.util.Map;
import java.util.Optional;

/** The summaries of operations without an example: downloads, and those of client families, which have tokens of their own. */
final class OtherOperations {

    private static final Map<String, String> SUMMARIES = Map.of(
            "GET /api/attachments/{id}", "Downloads a file.",
            "GET /v1/ws/stats", "Counts Diagnoxix's connections.",
            "POST /v1/ws/test-notification", "Sends a test notification to a user of Diagnoxix.",
            "GET /v1/notifications", "Lists a Diagnoxix user's notifications.",
            "POST /v1/notifications/{id}/read", "Marks a notification of Diagnoxix as read.",
            "POST /v1/notifications/{id}/acknowledge", "Acknowledges a notification of Diagnoxix.",
            "GET /ws/status", "Shows HealthMate's connections.",
            "GET /ws/connection/{id}/health", "Shows one of HealthMate's connections.",
            "POST /ws/user/{id}/reconnect", "Asks a HealthMate user's connections to reconnect.",
            "DELETE /ws/connection/{id}", "Ends one of HealthMate's connections.");

    private OtherOperations() {}

    /** The summary of an operation without an example. */
    static String summary(String operation) {
        return Optional.ofNullable(SUMMARIES.get(operation))
                .orElseThrow(() ->
                        new IllegalStateException(operation + ": no example (expected: a line in route-examples.txt)"));
    }
}
