/**
 * What the clinic's people have to do. Start at {@link dev.carewire.task.Tasks}.
 */
@NullMarked
package dev.carewire.task;

import org.jspecify.annotations.NullMarked;
