/**
 * The rights to the rooms of records that another system keeps. Start at {@link dev.carewire.authorization.RoomAuthorization}.
 */
@NullMarked
package dev.carewire.authorization;

import org.jspecify.annotations.NullMarked;
