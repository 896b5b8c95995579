/** Events that other back ends publish through this server. Start at {@link dev.carewire.emission.Emissions}. */
@NullMarked
package dev.carewire.emission;

import org.jspecify.annotations.NullMarked;
