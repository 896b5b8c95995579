/** JSON input and output: the only package that uses the JSON library. Start at {@link dev.carewire.json.Json}. */
@NullMarked
package dev.carewire.json;

import org.jspecify.annotations.NullMarked;
