/**
 * Calls between two users: ringing, and the signaling by which their browsers connect. Start at
 * {@link dev.carewire.call.Calls}.
 */
@NullMarked
package dev.carewire.call;

import org.jspecify.annotations.NullMarked;
