/**
 * The wire languages of the client families: what a domain event is called and how it is shaped for them, and what their
 * messages mean. One package per family, chosen by path. Start at {@link dev.carewire.dialect.Dialect}.
 */
@NullMarked
package dev.carewire.dialect;

import org.jspecify.annotations.NullMarked;
