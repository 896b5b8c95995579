/**
 * Emits events from a Java back end. {@link dev.carewire.demo.emit.Emitter} does so in the background and is one file to copy.
 * {@link dev.carewire.demo.emit.EmitClient} makes one blocking call at a time and needs the emitter's file, too.
 */
@NullMarked
package dev.carewire.demo.emit;

import org.jspecify.annotations.NullMarked;
