/**
 * The language of KeneyApp's clients: plain WebSocket, frames {@code {"type","data","timestamp"}}, free names for rooms. Start at
 * {@link dev.carewire.dialect.keney.KeneyDialect}.
 */
@NullMarked
package dev.carewire.dialect.keney;

import org.jspecify.annotations.NullMarked;
