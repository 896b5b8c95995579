/**
 * The repository ports and the event log on PostgreSQL or embedded H2. Every class here blocks and must stay off the event
 * loops. Start at {@link dev.carewire.adapter.jdbi.Database}.
 */
@NullMarked
package dev.carewire.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
