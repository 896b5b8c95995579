/** The clinic's staff. Start at {@link dev.carewire.user.Users}. */
@NullMarked
package dev.carewire.user;

import org.jspecify.annotations.NullMarked;
