/**
 * The dialect of KeneyApp's clients: plain WebSocket, frames {@code {"type","data","timestamp"}}, rooms with free names. Start at
 * {@link dev.carewire.dialect.keney.KeneyFamily}.
 */
@NullMarked
package dev.carewire.dialect.keney;

import org.jspecify.annotations.NullMarked;
