package dev.carewire.user;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** The people who work in a clinic. Any thread; every method blocks, never on an event loop. */
public final class Users {

    private final UserRepository users;

    /** Users as kept in {@code users}. */
    public Users(UserRepository users) {
        this.users = users;
    }

    /**
     * The colleague of that user id.
     *
     * @return empty if the caller's tenant has none of that id
     * @throws RejectedException FORBIDDEN for those who may not work with records
     */
    public Optional<StaffMember> find(Caller caller, String id) {
        caller.requireRecordAccess();
        return Fields.isId(id) ? users.find(caller.tenant(), id) : Optional.empty();
    }

    /**
     * Everybody, by last name, first name and id.
     *
     * @throws RejectedException FORBIDDEN for those who may not work with records
     */
    public List<StaffMember> list(Caller caller) {
        caller.requireRecordAccess();
        return users.list(caller.tenant());
    }

    /**
     * Adds somebody to a clinic, or replaces who has that id. For those who set up a clinic: asks for no rights.
     *
     * @throws RejectedException INVALID, naming the field that is no id or no single line
     */
    public void put(TenantId tenant, StaffMember colleague) {
        StaffSnapshot staff = colleague.staff();
        Fields.id("id", staff.id());
        Fields.line("firstName", staff.firstName());
        Fields.line("lastName", staff.lastName());
        staff.email().ifPresent(email -> Fields.line("email", email));
        staff.specialization().ifPresent(subject -> Fields.line("specialization", subject));
        users.put(tenant, colleague);
    }
}
