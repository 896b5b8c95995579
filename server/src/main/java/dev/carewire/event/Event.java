package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A domain event: something that happened in a clinic.
 *
 * @param id unique; publishing the same id again repeats the same event
 * @param type its declaration
 * @param tenant the clinic it happened in
 * @param at when it happened
 * @param exceptSession the session that caused it and does not receive it
 * @param numericIds ids in the payload that the producer gave as numbers, in digits; families whose clients compare ids
 *     with their type send them as numbers
 * @param payload its data
 * @param <P> the payload's type
 */
public record Event<P extends Record>(
        UUID id,
        EventType<P> type,
        TenantId tenant,
        Instant at,
        Optional<String> exceptSession,
        Set<String> numericIds,
        P payload) {

    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(exceptSession, "exceptSession");
        numericIds = Set.copyOf(numericIds);
        Objects.requireNonNull(payload, "payload");
    }

    /** The same event, of a producer that gave these ids as numbers. */
    public Event<P> withNumericIds(Set<String> numbers) {
        return new Event<>(id, type, tenant, at, exceptSession, numbers, payload);
    }

    /** The rooms whose union receives this event. */
    public List<RoomKey> rooms() {
        return type.audience().rooms(tenant, payload);
    }

    /** The rooms whose members do not receive this event. */
    public List<RoomKey> exceptRooms() {
        return type.audience().exceptRooms(tenant, payload);
    }

    /** The record whose state this event reports; empty for a fact that no later event makes obsolete. */
    public Optional<ReportedRecord> reportedRecord() {
        return type.report()
                .map(report -> new ReportedRecord(report.kind(), report.id().apply(payload)));
    }

    /** Whether this event makes all older events of {@link #reportedRecord its record} obsolete. */
    public boolean reportsWholeState() {
        return type.report()
                .filter(report -> report.extent() == ReportedRecord.Extent.STATE)
                .isPresent();
    }

    /** Shows name and ids only: payloads hold patient data. */
    @Override
    public String toString() {
        return "Event[" + type.name() + ", id=" + id + ", tenant=" + tenant + "]";
    }
}
