package dev.carewire.idempotency;

import java.util.Objects;
import java.util.Optional;

/**
 * The answer that a request received, as it is stored.
 *
 * @param status the HTTP status
 * @param headers the headers that belong to the answer, a JSON object of texts
 * @param body empty if it was too large to keep
 */
public record KeptAnswer(int status, String headers, Optional<String> body) {

    public KeptAnswer {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /** Shows the status only: bodies contain patient data. */
    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]";
    }
}
