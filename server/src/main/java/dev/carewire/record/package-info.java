/**
 * What the features that keep records share: how one record refers to another. Start at {@link dev.carewire.record.References}.
 */
@NullMarked
package dev.carewire.record;

import org.jspecify.annotations.NullMarked;
