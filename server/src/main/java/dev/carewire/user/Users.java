package dev.carewire.user;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The staff directory of clinics: finds and lists staff, and lets administrators and back ends enter them. Any thread;
 * every method blocks, never on an event loop.
 */
public final class Users {

    /** Most entered staff of a clinic. */
    public static final int MAX_ENTERED = 10_000;

    /** Most staff that one call enters. */
    public static final int MAX_AT_ONCE = 1_000;

    private final UserRepository users;
    private final LearnedStaff learned;
    private final Transactions transactions;

    /**
     * Reads from and writes to {@code users}.
     *
     * @param learned writes what it has learned before the staff are listed
     */
    public Users(UserRepository users, LearnedStaff learned, Transactions transactions) {
        this.users = users;
        this.learned = learned;
        this.transactions = transactions;
    }

    /** A staff member after a change. */
    public record Stored(StaffMember member, Outcome outcome) {}

    /** The effect of a change. */
    public enum Outcome {
        ADDED,
        REPLACED
    }

    /**
     * Finds a member of the caller's clinic by user id.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records; {@code NOT_FOUND} if the clinic has no
     *     staff member with that id
     */
    public StaffMember get(Caller caller, String id) {
        caller.requireRecordAccess();
        learned.flush();
        return find(caller.tenant(), id).orElseThrow(Users::notFound);
    }

    /**
     * Lists all staff members of the caller's clinic, by last name, first name and id.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records
     */
    public List<StaffMember> list(Caller caller) {
        caller.requireRecordAccess();
        learned.flush();
        return users.list(caller.tenant());
    }

    /**
     * Enters a staff member, or changes the one with that id. The entry takes precedence over the person's tokens.
     *
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code INVALID}, naming the
     *     field; {@code CONFLICT} for too many staff
     */
    public Stored put(Caller caller, UserForm form) {
        requireMayManage(caller);
        return transactions.inTransaction(() -> {
            StaffMember member = form.applyTo(find(caller.tenant(), form.id()));
            int added = users.put(caller.tenant(), List.of(member));
            requireRoom(caller.tenant());
            return new Stored(member, added == 0 ? Outcome.REPLACED : Outcome.ADDED);
        });
    }

    /**
     * Enters or changes several staff members, all or none.
     *
     * @param entries 1 to {@value #MAX_AT_ONCE}; each supplies its form, or throws a {@link RejectedException}
     * @return the number of added ones
     * @throws BadEntriesException naming every entry that is wrong
     * @throws RejectedException as {@link #put(Caller, UserForm)}
     */
    public int putAll(Caller caller, List<Supplier<UserForm>> entries) throws BadEntriesException {
        requireMayManage(caller);
        Fields.within("users", entries.size(), 1, MAX_AT_ONCE);
        List<StaffMember> members = new ArrayList<>();
        List<BadEntriesException.Fault> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < entries.size(); index++) {
            try {
                UserForm form = entries.get(index).get();
                members.add(form.applyTo(find(caller.tenant(), form.id())));
                if (!ids.add(form.id())) {
                    throw RejectedException.invalid("id names the same person as an earlier entry");
                }
            } catch (RejectedException wrong) {
                faults.add(new BadEntriesException.Fault(index, wrong.text()));
            }
        }
        if (!faults.isEmpty()) {
            throw new BadEntriesException(faults);
        }
        return transactions.inTransaction(() -> {
            int added = users.put(caller.tenant(), members);
            requireRoom(caller.tenant());
            return added;
        });
    }

    /**
     * Removes a staff member. Records that name the person keep the id. With an open directory the person's next token
     * adds a learned member again.
     *
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code NOT_FOUND} if the
     *     clinic has no staff member with that id
     */
    public void remove(Caller caller, String id) {
        requireMayManage(caller);
        if (!Identifier.isValid(id) || !users.remove(caller.tenant(), id)) {
            throw notFound();
        }
    }

    private Optional<StaffMember> find(TenantId tenant, String id) {
        return Identifier.isValid(id) ? users.find(tenant, id) : Optional.empty();
    }

    private void requireRoom(TenantId tenant) {
        if (users.countEntered(tenant) > MAX_ENTERED) {
            throw RejectedException.conflict("users: too many (expected: at most " + MAX_ENTERED + " of a clinic)");
        }
    }

    private static void requireMayManage(Caller caller) {
        if (!Access.mayManageDirectory(caller.principal())) {
            throw RejectedException.forbidden("only administrators and back ends may change the directory");
        }
    }

    private static RejectedException notFound() {
        return RejectedException.notFound("user");
    }
}
