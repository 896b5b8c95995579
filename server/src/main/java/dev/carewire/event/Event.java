package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened in a clinic.
 *
 * @param id unique; a second publish of the same id is the same event
 * @param type its declaration
 * @param tenant the clinic it happened in
 * @param at when
 * @param exceptSession the session that caused it and need not be told
 * @param payload its facts
 * @param <P> the payload's type
 */
public record Event<P extends Record>(
        UUID id, EventType<P> type, TenantId tenant, Instant at, Optional<String> exceptSession, P payload) {

    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(exceptSession, "exceptSession");
        Objects.requireNonNull(payload, "payload");
    }

    /** The rooms whose union receives this event. */
    public List<RoomKey> rooms() {
        return type.audience().rooms(tenant, payload);
    }

    /** Name and ids only: payloads hold patient data. */
    @Override
    public String toString() {
        return "Event[" + type.name() + ", id=" + id + ", tenant=" + tenant + "]";
    }
}
