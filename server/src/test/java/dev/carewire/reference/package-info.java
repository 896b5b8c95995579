/** The reference pages and types, made of the catalogue of events and the client families' words and commands. */
@NullMarked
package dev.carewire.reference;

import org.jspecify.annotations.NullMarked;
