package dev.carewire.log;

import dev.carewire.event.Event;

/** An event with its position in its tenant's log. */
public record LoggedEvent(LogPosition position, Event<?> event) {}
