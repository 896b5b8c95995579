package dev.carewire.identity;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which roles may do what. Every question is asked within the caller's own tenant; no role reaches into another, but for
 * {@link #maySubscribeToAllTenants}.
 */
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

    private static final Set<Role> TREATING = Set.copyOf(
            EnumSet.of(Role.SUPER_ADMIN, Role.ADMIN, Role.DOCTOR, Role.NURSE, Role.MEDICAL_ASSISTANT, Role.SERVICE));

    private static final Set<Role> BILLING = Set.copyOf(EnumSet.of(
            Role.SUPER_ADMIN, Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST, Role.BILLING, Role.SERVICE));

    private static final Set<Role> ADMINISTRATORS = Set.of(Role.SUPER_ADMIN, Role.ADMIN);

    private static final Set<Role> OPERATORS = Set.of(Role.SUPER_ADMIN, Role.ADMIN, Role.OPERATOR);

    private static final Set<Role> AUDITORS = Set.of(Role.SUPER_ADMIN, Role.ADMIN, Role.COMPLIANCE_OFFICER);

    private Access() {}

    /** May prescribe, order examinations and enter their results: those who treat patients, and who stands in for them. */
    public static boolean mayTreat(Principal principal) {
        return principal.hasAnyRole(TREATING);
    }

    /** May write invoices and enter payments. */
    public static boolean mayBill(Principal principal) {
        return principal.hasAnyRole(BILLING);
    }

    /** May read and change the clinic's records: everybody who works there, no patient and no display. */
    public static boolean mayAccessRecords(Principal principal) {
        return principal.hasAnyRole(STAFF);
    }

    /**
     * May see a patient's chart and follow who views it. Every member of staff has a care relation to the patients of the
     * own tenant; patients and displays have none.
     */
    public static boolean mayViewPatients(Principal principal) {
        return principal.hasAnyRole(STAFF);
    }

    /** May change what others set up, where a feature says so. */
    public static boolean mayAdminister(Principal principal) {
        return principal.hasAnyRole(ADMINISTRATORS);
    }

    /** May read what records said before they were changed. */
    public static boolean mayAudit(Principal principal) {
        return principal.hasAnyRole(AUDITORS);
    }

    /**
     * May be told of everything that happens in the clinic. Rooms are denied by default: a token that names patient, display
     * or unknown roles alone follows nothing but what is meant for its bearer.
     */
    public static boolean maySubscribeToTenant(Principal principal) {
        return principal.hasAnyRole(STAFF);
    }

    /** May be told of everything that happens in every clinic of this server. */
    public static boolean maySubscribeToAllTenants(Principal principal) {
        return principal.hasAnyRole(Set.of(Role.SUPER_ADMIN));
    }

    /** May see the tickets of the waiting queue, which say nothing of whose they are. */
    public static boolean maySubscribeToTickets(Principal principal) {
        return principal.hasAnyRole(Set.of(Role.DISPLAY));
    }

    /**
     * May send events and commands, and be told what is meant for this user. A display only watches, whatever its token names
     * besides, unless that is a role of people.
     */
    public static boolean maySend(Principal principal) {
        return !principal.hasAnyRole(Set.of(Role.DISPLAY))
                || principal.hasAnyRole(STAFF)
                || principal.hasAnyRole(Set.of(Role.PATIENT));
    }

    /** May see who of the clinic is connected, and end connections. */
    public static boolean mayOperate(Principal principal) {
        return principal.hasAnyRole(OPERATORS);
    }

    /** May tell the clinic's clients anything in the clinic's name: other back ends, no people. */
    public static boolean mayEmit(Principal principal) {
        return principal.hasAnyRole(Set.of(Role.SERVICE));
    }
}
