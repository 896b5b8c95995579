package dev.carewire.event;

import java.util.List;

/** Many records at once. */
public final class BulkEvents {

    public static final EventType<RecordsBulkUpdated> RECORDS_BULK_UPDATED = new EventType<>(
            "records.bulk-updated",
            RecordsBulkUpdated.class,
            Audience.tenant(),
            Delivery.LOGGED,
            Phi.NONE,
            "Many records of a kind changed at once; clients reload the list.");

    static final List<EventType<?>> ALL = List.of(RECORDS_BULK_UPDATED);

    private BulkEvents() {}

    /** Many records of a kind changed at once. */
    public record RecordsBulkUpdated(BulkKind kind) {

        public RecordsBulkUpdated {
            PayloadChecks.required("kind", kind);
        }
    }
}
