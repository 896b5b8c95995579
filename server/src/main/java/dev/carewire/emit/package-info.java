/**
 * Helpers under the names that developers know from their clinic systems; each publishes one event. Start at
 * {@link dev.carewire.emit.Emit}.
 */
@NullMarked
package dev.carewire.emit;

import org.jspecify.annotations.NullMarked;
