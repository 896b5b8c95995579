package dev.carewire.dialect.standard;

import java.util.Objects;

/**
 * Which generation of derm-app's contract holds.
 *
 * @param disclosure how much of a record an event tells
 * @param staffAudience which of the clinic's staff an event is told
 */
public record StandardRules(Disclosure disclosure, StaffAudience staffAudience) {

    /** Every field, to all staff. */
    static final StandardRules OPEN = new StandardRules(Disclosure.FULL, StaffAudience.TENANT);

    public StandardRules {
        Objects.requireNonNull(disclosure, "disclosure");
        Objects.requireNonNull(staffAudience, "staffAudience");
    }

    /** How much of a record an event tells. */
    public enum Disclosure {
        /** Every field of the contract. */
        FULL,
        /** Ids, states and times: no patient's name, no finding, nothing that somebody wrote; who may know reads the record. */
        MINIMAL
    }

    /** Which of the clinic's staff an event is told. */
    public enum StaffAudience {
        /** All. */
        TENANT,
        /** Those whose roles open one of the event's modules. */
        MODULES
    }
}
