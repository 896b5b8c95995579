package dev.carewire.log;

import dev.carewire.event.Event;

/** An event with its place in its tenant's log. */
public record Logged(Position position, Event<?> event) {}
