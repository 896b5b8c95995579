package dev.carewire.user;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.Role;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a staff member, as a client gives them. An empty field stays as it is; a blank text clears an optional
 * one.
 *
 * @param id the user id that the person's tokens name
 * @param roles roles of staff, at least one for a new person
 */
public record UserForm(
        String id,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> email,
        Optional<Set<Role>> roles,
        Optional<String> specialization) {

    /**
     * The person after the change.
     *
     * @throws RejectedException {@code INVALID}, naming the field that is missing or wrong
     */
    StaffMember applyTo(Optional<StaffMember> current) {
        Optional<StaffSnapshot> before = current.map(StaffMember::staff);
        Set<Role> newRoles = Fields.required("role", roles.or(() -> current.map(StaffMember::roles)));
        if (newRoles.isEmpty() || !Access.STAFF_ROLES.containsAll(newRoles)) {
            throw RejectedException.invalid("role must be a role of staff");
        }
        return new StaffMember(
                new StaffSnapshot(
                        Fields.id("id", id),
                        Optional.of(Fields.line(
                                "firstName",
                                Fields.required(
                                        "firstName", firstName.or(() -> before.flatMap(StaffSnapshot::firstName))))),
                        Fields.changedLine("lastName", lastName, before.flatMap(StaffSnapshot::lastName)),
                        checkedEmail(Fields.changedLine("email", email, before.flatMap(StaffSnapshot::email))),
                        Fields.changedLine(
                                "specialization", specialization, before.flatMap(StaffSnapshot::specialization))),
                newRoles,
                StaffMember.Origin.ENTERED,
                current.flatMap(StaffMember::lastSeen));
    }

    private static Optional<String> checkedEmail(Optional<String> email) {
        if (email.filter(text -> text.indexOf('@') <= 0).isPresent()) {
            throw RejectedException.invalid("email must be an email address");
        }
        return email;
    }

    /** Shows the id only: everything else is personal. */
    @Override
    public String toString() {
        return "UserForm[" + id + "]";
    }
}
