/**
 * Events as JSON text. Start at {@link dev.carewire.adapter.json.JsonEventCodec}.
 */
@NullMarked
package dev.carewire.adapter.json;

import org.jspecify.annotations.NullMarked;
