/** Reads the prose of comments and documents as sentences and checks them against the rules of the house English. */
@NullMarked
package dev.carewire.prose;

import org.jspecify.annotations.NullMarked;
