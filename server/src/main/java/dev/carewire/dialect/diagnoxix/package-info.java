/**
 * The dialect of Diagnoxix's clients: a plain WebSocket for the notifications of one user, and HTTP routes. Start at
 * {@link dev.carewire.dialect.diagnoxix.DiagnoxixFamily}.
 */
@NullMarked
package dev.carewire.dialect.diagnoxix;

import org.jspecify.annotations.NullMarked;
