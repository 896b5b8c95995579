package dev.carewire.dialect.standard;

import java.util.Objects;

/**
 * The generation of derm-app's contract to follow.
 *
 * @param disclosure how much of a record an event contains
 * @param staffAudience the staff who receive an event
 */
record StandardRules(Disclosure disclosure, StaffAudience staffAudience) {

    /** Every field, to all staff. */
    static final StandardRules OPEN = new StandardRules(Disclosure.FULL, StaffAudience.TENANT);

    StandardRules {
        Objects.requireNonNull(disclosure, "disclosure");
        Objects.requireNonNull(staffAudience, "staffAudience");
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
}
