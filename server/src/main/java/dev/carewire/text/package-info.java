/**
 * The definitions of an id, of clean text, of a moment and of extra fields, for the whole server from tokens to database columns. Start at
 * {@link dev.carewire.text.Identifier}.
 */
@NullMarked
package dev.carewire.text;

import org.jspecify.annotations.NullMarked;
