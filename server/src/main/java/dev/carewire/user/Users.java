package dev.carewire.user;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.util.List;
import java.util.Optional;

/** The staff of a clinic. Any thread; every method blocks, never on an event loop. */
public final class Users {

    private final UserRepository users;

    /** Users stored in {@code users}. */
    public Users(UserRepository users) {
        this.users = users;
    }

    /**
     * The staff member with that user id.
     *
     * @return empty if the caller's tenant has none of that id
     * @throws RejectedException FORBIDDEN without access to records
     */
    public Optional<StaffMember> find(Caller caller, String id) {
        caller.requireRecordAccess();
        return Identifier.isValid(id) ? users.find(caller.tenant(), id) : Optional.empty();
    }

    /**
     * All staff members, by last name, first name and id.
     *
     * @throws RejectedException FORBIDDEN without access to records
     */
    public List<StaffMember> list(Caller caller) {
        caller.requireRecordAccess();
        return users.list(caller.tenant());
    }

    /**
     * Adds a staff member, or replaces the one with that id. Intended for setting up a clinic: checks no rights.
     *
     * @throws RejectedException INVALID, naming the field that is not an id or a single line
     */
    public void put(TenantId tenant, StaffMember member) {
        StaffSnapshot staff = member.staff();
        Fields.id("id", staff.id());
        Fields.line("firstName", staff.firstName());
        Fields.line("lastName", staff.lastName());
        staff.email().ifPresent(email -> Fields.line("email", email));
        staff.specialization().ifPresent(subject -> Fields.line("specialization", subject));
        users.put(tenant, member);
    }
}
