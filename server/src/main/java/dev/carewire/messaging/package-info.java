/**
 * Message threads between the users of a clinic: who is in them, what was written and how far each has read. Start at
 * {@link dev.carewire.messaging.Messaging}.
 */
@NullMarked
package dev.carewire.messaging;

import org.jspecify.annotations.NullMarked;
