package dev.carewire.identity;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rights of each role. All of them apply within the caller's own tenant; only {@link #maySubscribeToAllTenants}
 * reaches beyond it.
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

    /** The roles of people who work in the clinic: all of {@link #STAFF} but other back ends. */
    public static final Set<Role> STAFF_ROLES =
            STAFF.stream().filter(role -> role != Role.SERVICE).collect(Collectors.toUnmodifiableSet());

    private static final Set<Role> TREATING = Set.copyOf(
            EnumSet.of(Role.SUPER_ADMIN, Role.ADMIN, Role.DOCTOR, Role.NURSE, Role.MEDICAL_ASSISTANT, Role.SERVICE));

    private static final Set<Role> BILLING = Set.copyOf(EnumSet.of(
            Role.SUPER_ADMIN, Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST, Role.BILLING, Role.SERVICE));

    private static final Set<Role> ADMINISTRATORS = Set.of(Role.SUPER_ADMIN, Role.ADMIN);

    private static final Set<Role> OPERATORS = Set.of(Role.SUPER_ADMIN, Role.ADMIN, Role.OPERATOR);

    private static final Set<Role> AUDITORS = Set.of(Role.SUPER_ADMIN, Role.ADMIN, Role.COMPLIANCE_OFFICER);

    private Access() {}

    /** May prescribe, order examinations and enter their results: clinicians and their deputies. */
    public static boolean mayTreat(Principal principal) {
        return principal.hasAnyRole(TREATING);
    }

    /** May write invoices and record payments. */
    public static boolean mayBill(Principal principal) {
        return principal.hasAnyRole(BILLING);
    }

    /** May read and change the clinic's records: all staff, but no patient and no display. */
    public static boolean mayAccessRecords(Principal principal) {
        return principal.hasAnyRole(STAFF);
    }

    /**
     * May see a patient's chart and who is viewing it. All staff have a care relation to the patients of their own
     * tenant; patients and displays have none.
     */
    public static boolean mayViewPatients(Principal principal) {
        return principal.hasAnyRole(STAFF);
    }

    /** Is a person who works in the clinic, not a patient, a display or another back end. */
    public static boolean isStaffMember(Principal principal) {
        return principal.hasAnyRole(STAFF_ROLES) && !principal.hasAnyRole(Set.of(Role.SERVICE));
    }

    /** May enter and remove the clinic's staff and rooms, and change its name, time zone and rules. */
    public static boolean mayManageDirectory(Principal principal) {
        return mayAdminister(principal) || mayEmit(principal);
    }

    /** May change what other users set up, where a feature allows it. */
    public static boolean mayAdminister(Principal principal) {
        return principal.hasAnyRole(ADMINISTRATORS);
    }

    /** May read earlier versions of changed records. */
    public static boolean mayAudit(Principal principal) {
        return principal.hasAnyRole(AUDITORS);
    }

    /**
     * May receive every event of the clinic. Rooms are denied by default: a token with only patient, display or unknown
     * roles receives nothing but events for its own user.
     */
    public static boolean maySubscribeToTenant(Principal principal) {
        return principal.hasAnyRole(STAFF);
    }

    /** May receive every event of every clinic on this server. */
    public static boolean maySubscribeToAllTenants(Principal principal) {
        return principal.hasAnyRole(Set.of(Role.SUPER_ADMIN));
    }

    /** May see the tickets of the waiting queue, which do not identify patients. */
    public static boolean maySubscribeToTickets(Principal principal) {
        return principal.hasAnyRole(Set.of(Role.DISPLAY));
    }

    /**
     * May send events and commands, and receive events for this user. A display is read-only, unless its token also
     * names a human role.
     */
    public static boolean maySend(Principal principal) {
        return !principal.hasAnyRole(Set.of(Role.DISPLAY))
                || principal.hasAnyRole(STAFF)
                || principal.hasAnyRole(Set.of(Role.PATIENT));
    }

    /** May see the clinic's connections and end them. */
    public static boolean mayOperate(Principal principal) {
        return principal.hasAnyRole(OPERATORS);
    }

    /** May send any event to the clinic's clients in the clinic's name: other back ends, never people. */
    public static boolean mayEmit(Principal principal) {
        return principal.hasAnyRole(Set.of(Role.SERVICE));
    }
}
