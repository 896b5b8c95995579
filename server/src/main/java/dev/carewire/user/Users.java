package dev.carewire.user;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.util.List;
import java.util.Optional;

/** Finds and stores the staff members of clinics. Any thread; every method blocks, never on an event loop. */
public final class Users {

    private final UserRepository users;

    /** Reads from and writes to {@code users}. */
    public Users(UserRepository users) {
        this.users = users;
    }

    /**
     * Finds a member of the caller's clinic by user id.
     *
     * @return empty if the clinic has no staff member with that id
     * @throws RejectedException {@code FORBIDDEN} without access to records
     */
    public Optional<StaffMember> find(Caller caller, String id) {
        caller.requireRecordAccess();
        return Identifier.isValid(id) ? users.find(caller.tenant(), id) : Optional.empty();
    }

    /**
     * Lists all staff members of the caller's clinic, by last name, first name and id.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records
     */
    public List<StaffMember> list(Caller caller) {
        caller.requireRecordAccess();
        return users.list(caller.tenant());
    }

    /**
     * Adds a staff member, or replaces the one with the same id. Checks no rights; for the setup of a clinic.
     *
     * @throws RejectedException {@code INVALID}, naming the field that is not an id or a single line
     */
    public void put(TenantId tenant, StaffMember member) {
        StaffSnapshot staff = member.staff();
        Fields.id("id", staff.id());
        Fields.line("firstName", Fields.required("firstName", staff.firstName()));
        Fields.line("lastName", Fields.required("lastName", staff.lastName()));
        staff.email().ifPresent(email -> Fields.line("email", email));
        staff.specialization().ifPresent(subject -> Fields.line("specialization", subject));
        users.put(tenant, member);
    }
}
