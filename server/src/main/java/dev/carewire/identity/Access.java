package dev.carewire.identity;

import java.util.EnumSet;
import java.util.Set;

/** Which roles may do what. Every question is asked within the caller's own tenant; no role reaches into another. */
public final class Access {

    private static final Set<Role> STAFF = Set.copyOf(EnumSet.of(
            Role.SUPER_ADMIN,
            Role.ADMIN,
            Role.MANAGER,
            Role.DOCTOR,
            Role.NURSE,
            Role.MEDICAL_ASSISTANT,
            Role.RECEPTIONIST,
            Role.SCHEDULER,
            Role.BILLING,
            Role.COMPLIANCE_OFFICER,
            Role.STAFF,
            Role.SERVICE));

    private Access() {}

    /** May read and change the clinic's records: everybody who works there, no patient and no display. */
    public static boolean mayWorkWithRecords(Principal principal) {
        return principal.hasAny(STAFF);
    }

    /**
     * May see a patient's chart and follow who views it. Every member of staff has a care relation to the patients of the
     * own tenant; patients and displays have none.
     */
    public static boolean mayViewPatients(Principal principal) {
        return principal.hasAny(STAFF);
    }

    /** May send events and commands at all: a display only watches. */
    public static boolean maySend(Principal principal) {
        return !principal.roles().equals(Set.of(Role.DISPLAY));
    }
}
