/** Identity and rights of callers. Start at {@link dev.carewire.identity.Principal}. */
@NullMarked
package dev.carewire.identity;

import org.jspecify.annotations.NullMarked;
