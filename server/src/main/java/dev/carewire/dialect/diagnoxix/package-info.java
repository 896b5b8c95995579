/**
 * The language of Diagnoxix: plain WebSockets of single users that are told their notifications. Start at
 * {@link dev.carewire.dialect.diagnoxix.DiagnoxixDialect}.
 */
@NullMarked
package dev.carewire.dialect.diagnoxix;

import org.jspecify.annotations.NullMarked;
