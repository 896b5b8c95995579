/**
 * The repository ports and the outbox on PostgreSQL or embedded H2. Start at {@link dev.carewire.adapter.jdbi.Database};
 * every class here blocks and must stay off the event loops.
 */
@NullMarked
package dev.carewire.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
