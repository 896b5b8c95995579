/**
 * The clinic's waiting queue. Start at {@link dev.carewire.queue.WaitingQueue} for commands and at
 * {@link dev.carewire.queue.QueueRecords} for effects of other features.
 */
@NullMarked
package dev.carewire.queue;

import org.jspecify.annotations.NullMarked;
