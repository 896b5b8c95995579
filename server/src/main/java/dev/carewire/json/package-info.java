/**
 * JSON in and out: the only place that knows the JSON library. Start at {@link dev.carewire.json.Json}.
 */
@NullMarked
package dev.carewire.json;

import org.jspecify.annotations.NullMarked;
