/**
 * The reference pages and types, generated from the event catalog and the client families' vocabularies and commands.
 */
@NullMarked
package dev.carewire.reference;

import org.jspecify.annotations.NullMarked;
