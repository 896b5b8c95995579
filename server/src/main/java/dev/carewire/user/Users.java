package dev.carewire.user;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordLock;
import dev.carewire.record.Stored;
import dev.carewire.record.Stored.Outcome;
import dev.carewire.text.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

    /** As {@link RecordLock#whileLocked}. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<StaffMember, T> work) {
        caller.requireDirectoryManagement();
        return transactions.inTransaction(() -> find(caller.tenant(), id)
                .map(found -> work.apply(users.lockAll(caller.tenant(), List.of(id)).stream()
                        .findFirst()
                        .orElseThrow(Users::notFound))));
    }

    /**
     * Enters a staff member, or changes the one with that id. The entry takes precedence over the person's tokens.
     *
     * @param form the fields, which may depend on the locked staff member with that id; empty for a new one
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code INVALID}, naming the
     *     field; {@code CONFLICT} for too many staff
     */
    public Stored<StaffMember> put(Caller caller, String id, Function<Optional<StaffMember>, UserForm> form) {
        caller.requireDirectoryManagement();
        Fields.id("id", id);
        return transactions.inTransaction(() -> {
            Optional<StaffMember> current =
                    users.lockAll(caller.tenant(), List.of(id)).stream().findFirst();
            StaffMember member = form.apply(current).applyTo(current);
            store(caller.tenant(), List.of(member));
            return new Stored<>(member, current.isPresent() ? Outcome.REPLACED : Outcome.ADDED);
        });
    }

    /**
     * Enters or changes several staff members, all or none.
     *
     * @param entries 1 to {@value #MAX_AT_ONCE}; each supplies its form, or throws a {@link RejectedException}
     * @return the number of added ones
     * @throws BadEntriesException naming every entry that is wrong
     * @throws RejectedException as {@link #put}
     */
    public int putAll(Caller caller, List<Supplier<UserForm>> entries) {
        caller.requireDirectoryManagement();
        Fields.within("users", entries.size(), 1, MAX_AT_ONCE);
        SortedMap<Integer, String> faults = new TreeMap<>();
        Map<Integer, UserForm> forms = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < entries.size(); index++) {
            int place = index;
            collectFault(faults, place, () -> {
                UserForm form = entries.get(place).get();
                if (!ids.add(form.id())) {
                    throw RejectedException.invalid("id names the same person as an earlier entry");
                }
                forms.put(place, form);
            });
        }
        return transactions.inTransaction(() -> {
            Map<String, StaffMember> current = lock(caller.tenant(), forms.values());
            List<StaffMember> members = new ArrayList<>();
            forms.forEach((place, form) -> collectFault(
                    faults, place, () -> members.add(form.applyTo(Optional.ofNullable(current.get(form.id()))))));
            if (!faults.isEmpty()) {
                throw BadEntriesException.of(faults);
            }
            store(caller.tenant(), members);
            return members.size() - current.size();
        });
    }

    private static void collectFault(Map<Integer, String> faults, int place, Runnable entry) {
        try {
            entry.run();
        } catch (RejectedException wrong) {
            faults.put(place, wrong.text());
        }
    }

    /** The staff members with the forms' ids, locked. Leaves out malformed ids, which the form rejects. */
    private Map<String, StaffMember> lock(TenantId tenant, Collection<UserForm> forms) {
        List<String> ids =
                forms.stream().map(UserForm::id).filter(Identifier::isValid).toList();
        return users.lockAll(tenant, ids).stream()
                .collect(Collectors.toMap(member -> member.staff().id(), member -> member));
    }

    private void store(TenantId tenant, List<StaffMember> members) {
        users.put(tenant, members);
        if (users.countEntered(tenant) > MAX_ENTERED) {
            throw RejectedException.conflict("users: too many (expected: at most " + MAX_ENTERED + " of a clinic)");
        }
    }

    /**
     * Removes a staff member. Records that name the person keep the id. With an open directory the person's next token
     * adds a learned member again.
     *
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code NOT_FOUND} if the
     *     clinic has no staff member with that id
     */
    public void remove(Caller caller, String id) {
        caller.requireDirectoryManagement();
        if (!Identifier.isValid(id) || !users.remove(caller.tenant(), id)) {
            throw notFound();
        }
    }

    private Optional<StaffMember> find(TenantId tenant, String id) {
        return Identifier.isValid(id) ? users.find(tenant, id) : Optional.empty();
    }

    private static RejectedException notFound() {
        return RejectedException.notFound("user");
    }
}
