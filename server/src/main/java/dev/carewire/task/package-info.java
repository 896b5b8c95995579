/** Tasks of the clinic's staff. Start at {@link dev.carewire.task.Tasks}. */
@NullMarked
package dev.carewire.task;

import org.jspecify.annotations.NullMarked;
