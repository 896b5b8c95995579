package dev.carewire.dialect.standard;

import java.util.Objects;

/**
 * The generation of derm-app's contract to follow.
 *
 * @param disclosure how much of a record an event contains
 * @param staffAudience the staff who receive an event
 * @param typingAudience the staff who receive typing in threads that another system keeps
 */
record StandardRules(Disclosure disclosure, StaffAudience staffAudience, TypingAudience typingAudience) {

    /** Every field, to all staff. */
    static final StandardRules OPEN = new StandardRules(Disclosure.FULL, StaffAudience.TENANT, TypingAudience.TENANT);

    StandardRules {
        Objects.requireNonNull(disclosure, "disclosure");
        Objects.requireNonNull(staffAudience, "staffAudience");
        Objects.requireNonNull(typingAudience, "typingAudience");
    }

    /** How much of a record an event contains. */
    enum Disclosure {
        /** Every field of the contract. */
        FULL,
        /**
         * Ids, states and times: no patient names, findings or free texts. Authorized users read the record over HTTP.
         */
        MINIMAL
    }

    /** The staff who receive an event. */
    enum StaffAudience {
        /** All staff. */
        TENANT,
        /** Staff whose roles may use one of the event's modules. */
        MODULES
    }

    /** The staff who receive typing in threads that another system keeps. */
    enum TypingAudience {
        /** Sessions that have joined the thread's room, as with the server of the second generation. */
        ROOM,
        /**
         * All staff, as with the server of the first generation. A page that opens with a thread mounts before the
         * connection and never joins the room.
         */
        TENANT
    }
}
