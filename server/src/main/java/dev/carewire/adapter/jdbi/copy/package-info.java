/**
 * Moves every row of one database to another one, also between H2 and PostgreSQL. Start at
 * {@link dev.carewire.adapter.jdbi.copy.DatabaseCopy}.
 */
@NullMarked
package dev.carewire.adapter.jdbi.copy;

import org.jspecify.annotations.NullMarked;
