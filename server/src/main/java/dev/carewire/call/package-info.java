/**
 * Calls between two users: who rings whom, and the words with which their browsers agree on a connection. Start at
 * {@link dev.carewire.call.Calls}.
 */
@NullMarked
package dev.carewire.call;

import org.jspecify.annotations.NullMarked;
