/**
 * Notifications that cannot be lost: stored first, then delivered, repeated and passed on until somebody acknowledges those that
 * must be. Start at {@link dev.carewire.notification.Notifications}.
 */
@NullMarked
package dev.carewire.notification;

import org.jspecify.annotations.NullMarked;
