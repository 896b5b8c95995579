/**
 * The dialect of HealthMate's clients over plain WebSocket: one path per service, and one for all of them. A client
 * authenticates and subscribes with frames. Start at {@link dev.carewire.dialect.healthmate.HealthmateFamily}.
 */
@NullMarked
package dev.carewire.dialect.healthmate;

import org.jspecify.annotations.NullMarked;
