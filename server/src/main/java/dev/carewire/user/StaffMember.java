package dev.carewire.user;

import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Role;

/**
 * Somebody who works in the clinic.
 *
 * @param staff who, under the user id that tokens name
 * @param role what they do, for lists; rights come from the token alone
 */
public record StaffMember(StaffSnapshot staff, Role role) {}
