/**
 * The language of HealthMate's clients, spoken over plain WebSocket on a path for each of its services and one for all of them: a
 * client says in a frame who it is and what it wants to follow. Start at {@link dev.carewire.dialect.healthmate.HealthmateFamily}.
 */
@NullMarked
package dev.carewire.dialect.healthmate;

import org.jspecify.annotations.NullMarked;
