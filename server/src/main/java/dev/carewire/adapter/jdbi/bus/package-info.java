/**
 * The bus between nodes over PostgreSQL's {@code LISTEN} and {@code NOTIFY}, on two connections of its own. Start at
 * {@link dev.carewire.adapter.jdbi.bus.PostgresBus}.
 */
@NullMarked
package dev.carewire.adapter.jdbi.bus;

import org.jspecify.annotations.NullMarked;
