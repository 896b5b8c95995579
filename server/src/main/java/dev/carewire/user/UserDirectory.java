package dev.carewire.user;

import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;

/** Which users count as the clinic's staff. */
public enum UserDirectory {
    /** Entered staff, and staff learned from verified tokens. Records may name any user id of the clinic. */
    OPEN,
    /** Entered staff only. Records may name no other user if the server keeps the users. */
    CLOSED;

    /**
     * Whether records may name a user of the clinic who is not in the directory. An open directory allows it. A closed one
     * does if the server does not keep the users, because no client can enter them then.
     */
    public boolean allowsOthers(KeptRecords kept) {
        return this == OPEN || !kept.keeps(RecordKind.USERS);
    }
}
