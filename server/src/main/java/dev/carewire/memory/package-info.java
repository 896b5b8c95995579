/** Memory that many clients share, in bytes. Start at {@link dev.carewire.memory.ByteBudget}. */
@NullMarked
package dev.carewire.memory;

import org.jspecify.annotations.NullMarked;
