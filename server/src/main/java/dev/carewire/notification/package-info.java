/**
 * Notifications that cannot be lost: stored first, then delivered. Those that must be acknowledged are repeated and
 * escalated until a recipient acknowledges. Start at {@link dev.carewire.notification.Notifications}.
 */
@NullMarked
package dev.carewire.notification;

import org.jspecify.annotations.NullMarked;
