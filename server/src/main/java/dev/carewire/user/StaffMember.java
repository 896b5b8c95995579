package dev.carewire.user;

import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Role;

/**
 * A member of the clinic's staff.
 *
 * @param staff the person, with the user id that tokens name
 * @param role their role, for display; rights derive from the token only
 */
public record StaffMember(StaffSnapshot staff, Role role) {}
