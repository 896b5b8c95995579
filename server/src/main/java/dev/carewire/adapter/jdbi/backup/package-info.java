/**
 * Backup and restore of an embedded database with its attachments, also while the server runs. Start at
 * {@link dev.carewire.adapter.jdbi.backup.Backup}.
 */
@NullMarked
package dev.carewire.adapter.jdbi.backup;

import org.jspecify.annotations.NullMarked;
