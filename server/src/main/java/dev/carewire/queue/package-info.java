/**
 * The clinic's waiting queue. Start at {@link dev.carewire.queue.WaitingQueue} for commands and at
 * {@link dev.carewire.queue.QueueRecords} for changes that follow from elsewhere.
 */
@NullMarked
package dev.carewire.queue;

import org.jspecify.annotations.NullMarked;
