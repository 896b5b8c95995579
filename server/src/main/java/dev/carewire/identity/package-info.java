/**
 * Who is calling and what they may do. Start at {@link dev.carewire.identity.Principal}.
 */
@NullMarked
package dev.carewire.identity;

import org.jspecify.annotations.NullMarked;
