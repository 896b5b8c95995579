/**
 * Emits events from a Java back end: in the background with {@link dev.carewire.demo.emit.Emitter}, or one blocking call at a time
 * with {@link dev.carewire.demo.emit.EmitClient}. Copy the package into a back end; it needs only {@code org.json}.
 */
@NullMarked
package dev.carewire.demo.emit;

import org.jspecify.annotations.NullMarked;
