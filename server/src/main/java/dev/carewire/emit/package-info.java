/**
 * The helpers that front-end and back-end developers know by name from their clinic systems: each publishes one event.
 * Start at {@link dev.carewire.emit.Emit}.
 */
@NullMarked
package dev.carewire.emit;

import org.jspecify.annotations.NullMarked;
