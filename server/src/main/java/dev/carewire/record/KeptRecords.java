package dev.carewire.record;

import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of records that this server keeps. For the others, the clinic's own back end keeps the records and notifies this
 * server of changes. Immutable.
 */
public record KeptRecords(Set<RecordKind> kinds) {

    /** Every kind. */
    public static final KeptRecords ALL = new KeptRecords(EnumSet.allOf(RecordKind.class));

    /** No kind: the server only relays. */
    public static final KeptRecords NONE = new KeptRecords(Set.of());

    public KeptRecords {
        kinds = Set.copyOf(kinds);
    }

    /** Whether this server keeps the records of {@code kind}. */
    public boolean keeps(RecordKind kind) {
        return kinds.contains(kind);
    }
}
