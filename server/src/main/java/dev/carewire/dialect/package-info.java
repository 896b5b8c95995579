/**
 * The wire languages of the client families: names and shapes of domain events, and the meaning of clients' messages.
 * One package per family, chosen by path. Start at {@link dev.carewire.dialect.Dialect}.
 */
@NullMarked
package dev.carewire.dialect;

import org.jspecify.annotations.NullMarked;
