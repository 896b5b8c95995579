package dev.carewire.user;

import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.text.Texts;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A member of the clinic's staff.
 *
 * @param staff the person, with the user id that tokens name
 * @param roles their roles, in the order of {@link Role}; for display and escalation, since rights derive from tokens
 *     only
 * @param origin how the server knows the person
 * @param lastSeen when a token of the person was last verified, to the minute; empty before the first one
 */
public record StaffMember(StaffSnapshot staff, Set<Role> roles, Origin origin, Optional<Instant> lastSeen) {

    /** Longest email address that is stored, in characters. */
    static final int MAX_EMAIL_LENGTH = 254;

    /** How the server knows a person. */
    public enum Origin {
        /** An administrator or a back end entered the person. Tokens change nothing but {@link StaffMember#lastSeen}. */
        ENTERED,
        /** The person's tokens name a role of staff. The latest token decides on name and roles. */
        LEARNED
    }

    public StaffMember {
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    /** An entered person with one role, not seen yet. */
    public StaffMember(StaffSnapshot staff, Role role) {
        this(staff, EnumSet.of(role), Origin.ENTERED, Optional.empty());
    }

    /** The person that a verified token describes. Name and email are shortened to what the server stores. */
    static StaffMember learned(Principal principal, Instant seen) {
        // A token without a name yields the user id as the name.
        PersonName name = PersonName.split(principal.name().equals(principal.userId()) ? "" : principal.name());
        Set<Role> roles = EnumSet.copyOf(principal.roles());
        roles.retainAll(Access.STAFF_ROLES);
        return new StaffMember(
                new StaffSnapshot(
                        principal.userId(), name.first(), name.last(), email(principal.name()), Optional.empty()),
                roles,
                Origin.LEARNED,
                Optional.of(seen));
    }

    /** Some tokens hold the email address in place of the name. */
    private static Optional<String> email(String name) {
        return Optional.of(name)
                .filter(text -> text.indexOf('@') > 0
                        && text.indexOf(' ') < 0
                        && Texts.isLine(text)
                        && text.length() <= MAX_EMAIL_LENGTH);
    }
}
