/**
 * Message threads between the users of a clinic: members, messages and read positions. Start at
 * {@link dev.carewire.messaging.Messaging}.
 */
@NullMarked
package dev.carewire.messaging;

import org.jspecify.annotations.NullMarked;
